-- One row an assessment of a child in need.
CREATE TABLE cin.assessments AS
SELECT
    LAchildID::VARCHAR AS LAchildID,
    CINreferralDate::DATE AS CINreferralDate,
    AssessmentActualStartDate::DATE AS AssessmentActualStartDate,
    AssessmentInternalReviewDate::DATE AS AssessmentInternalReviewDate,
    AssessmentAuthorisationDate::DATE AS AssessmentAuthorisationDate
FROM incoming_assessments
ORDER BY LAchildID, AssessmentActualStartDate;
