"""nbgrader's plug for feedback: `c.GenerateFeedback.exporter_class` names `FeedbackExporter`."""

from typing import Any

from nbconvert.exporters import HTMLExporter

from fingerpost.grading.feedback.page import feedback_page


class FeedbackExporter(HTMLExporter):  # type: ignore[misc]  # nbconvert ships no types
    """Writes our page in the place of nbgrader's, which shows hidden tests and runs learners' markup."""

    def from_notebook_node(
        self,
        nb: Any,  # noqa: ANN401 - nbconvert's signature
        resources: Any = None,  # noqa: ANN401 - as above
        **_: Any,  # noqa: ANN401 - as above
    ) -> tuple[str, Any]:
        """Return the page and the resources, grades and comments looked up by nbgrader's own step."""
        given = self._init_resources(resources)
        graded, given = self._preprocess(nb.copy(), given)
        told = given.get("nbgrader", {})
        page = feedback_page(
            graded.cells,
            title=str(told.get("notebook", "")),
            score=float(told.get("score") or 0),
            most=float(told.get("max_score") or 0),
        )
        given["output_extension"] = ".html"
        return page, given
