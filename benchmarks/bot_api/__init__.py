"""A Bot API on 127.0.0.1 that is fast, strict, slow or broken, as a proof asks; see `server` and `client`."""

TOKEN = "7000000002:benchmark"  # noqa: S105 - accepted by this server only
BOT = {"id": 7000000002, "is_bot": True, "first_name": "Benchmark", "username": "benchmark_bot"}
