"""What the sector's validator says of one return, as JSON; run by the judge's own Python, without fingerpost.

    python judge903.py ORDER.json

The order names the year, this year's and last year's CSVs, and holds the invented postcodes, authorities
and providers. `only` names rules to run alone, with every earlier year for the last one. The answer goes
to the file named `answer`: rules done, skipped and crashed, and the rows that rules fire on.
"""

import importlib
import json
import logging
import os
import sys
from pathlib import Path
from typing import Any

import brotli
import msgpack
import pandas as pd


def write_postcodes(places: list[dict[str, Any]], folder: Path) -> None:
    """Write the invented postcodes where the validator looks for real ones."""
    columns = ["pcd", "oseast1m", "osnrth1m", "laua"]
    rows = [[place["postcode"], place["easting"], place["northing"], place["la_code"]] for place in places]
    packed = msgpack.packb({"columns": columns, "data": rows})
    (folder / "postcodes_Z.msgpack.br").write_bytes(brotli.compress(packed, quality=5))
    os.environ["QLACREF_DATA_DIR"] = str(folder)


def uploaded(paths: list[str], description: str) -> list[dict[str, Any]]:
    """Return files as the validator's web page would hand them over."""
    return [
        {"name": path.name, "description": description, "file_content": path.read_bytes()}
        for path in map(Path, paths)
    ]


def provider_table(providers: list[dict[str, Any]]) -> pd.DataFrame:
    """Return the invented providers as the table the validator makes of Ofsted's two lists."""
    table = pd.DataFrame(providers)
    table["REG_END"] = pd.to_datetime(table["REG_END"])
    table["POSTCODE"] = table["POSTCODE"].str.replace(" ", "")
    return table


def judged(order: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Return what every rule of the year's rule set did."""
    write_postcodes(order["postcodes"], folder)
    from lac_validator import datastore  # noqa: PLC0415 - reads QLACREF_DATA_DIR when imported
    from lac_validator.lac_validator import LacValidator  # noqa: PLC0415 - imports the line above

    invented = [
        {"LTLA21CD": code, "LTLA21NM": code, "UTLA21CD": code, "UTLA21NM": code}
        for code in order["authorities"]
    ]
    datastore.la_df = pd.concat([datastore.la_df, pd.DataFrame(invented)], ignore_index=True)
    year = order["year"]
    rules = importlib.import_module(f"lac_validator.rules.lac{year - 1}_{year % 100}").registry
    metadata = {
        "collectionYear": str(year),
        "localAuthority": order["local_authority"],
        "provider_info": provider_table(order["providers"]),
    }
    before = "last_year" if not order["only"] else "all_years_before"
    files = uploaded(order["this_year"], "This year") + uploaded(order[before], "Prev year")
    run = LacValidator(metadata=metadata, files=files, registry=rules, selected_rules=order["only"])
    return {
        "rules": len(rules),
        "done": run.dones,
        "skipped": run.skips,
        "crashed": run.fails,
        "fired": fired(run.ds_results),
    }


def fired(results: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return for each rule that fires the rows of each table it fires on."""
    found: dict[str, dict[str, Any]] = {}
    for name, table in results.items():
        if name == "metadata":
            continue
        for column in [one for one in table.columns if str(one).startswith("ERR_")]:
            rows = table[table[column] == True]  # noqa: E712 - pandas holds True and NaN here
            kept = rows[[one for one in rows.columns if not str(one).startswith("ERR_")]]
            said = found.setdefault(column.removeprefix("ERR_"), {})
            said[name] = json.loads(kept.to_json(orient="records", date_format="iso"))
    return found


def main() -> None:
    """Judge one order."""
    logging.disable(logging.CRITICAL)
    order_path = Path(sys.argv[1])
    order = json.loads(order_path.read_text(encoding="utf-8"))
    folder = order_path.parent / f"postcodes-{order['year']}"
    folder.mkdir(exist_ok=True)
    Path(order["answer"]).write_text(json.dumps(judged(order, folder)), encoding="utf-8")


if __name__ == "__main__":
    main()
