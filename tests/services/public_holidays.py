"""Writes Vietnam's public holidays, as the library `holidays` knows them, where the program reads them.

The library imports every country of the world for the sake of one: 19 MB and 0.2 s of each process, for
months. Its findings are a file instead, written by `make holidays` and compared with the library by a test.
"""

import json
from datetime import date
from typing import Any

import holidays

from services.calendar import PUBLIC_HOLIDAYS

YEARS = range(2015, 2051)


def known_to_the_library() -> dict[str, Any]:
    """Days off and their names, and the weekend days worked in exchange, all as ISO dates in order."""
    found = holidays.country_holidays("VN", years=YEARS, language="vi")
    return {
        "source": f"holidays {holidays.__version__}",
        "years": [YEARS[0], YEARS[-1]],
        "days_off": {day.isoformat(): name for day, name in sorted(found.items())},
        "worked": sorted(map(date.isoformat, found.weekend_workdays)),
    }


if __name__ == "__main__":
    content = json.dumps(known_to_the_library(), ensure_ascii=False, indent=0)
    PUBLIC_HOLIDAYS.write_text(content + "\n", encoding="utf-8")
