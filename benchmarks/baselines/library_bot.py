"""The bare bot with the other libraries that Đôn Đốc is ordered to stand on, imported and not used.

What it takes is a floor: no program on these libraries starts sooner or lies in less memory.
"""

import aiohttp.web
import apscheduler.schedulers.asyncio
import fluent.runtime
import pydantic_settings
import sqlalchemy.orm
import structlog
import typer

from benchmarks.baselines import bare_bot

LIBRARIES = (
    aiohttp.web,
    apscheduler.schedulers.asyncio,
    fluent.runtime,
    pydantic_settings,
    sqlalchemy.orm,
    structlog,
    typer,
)

if __name__ == "__main__":
    bare_bot.main()
