"""What happens to reports of the demo's story once they are in; each act returns what is worth telling."""

from bot.demo.cast import Player


async def correct(secretary: Player, words: str) -> str:
    """New figures in the place of the old ones; the card shows both."""
    card = await secretary.says(words)
    changed = "; ".join(line.strip("– ") for line in card.splitlines() if "→" in line)
    answer = await secretary.presses("Đúng")
    return f"«{words}» → {changed}. {answer.splitlines()[0]}"


async def withdraw(secretary: Player, words: str) -> str:
    """The report counts as none from now on."""
    await secretary.says(words)
    return f"«{words}» → {await secretary.presses('Rút báo cáo')}"


async def send_back(staff: Player, unit: str, field: str, reason: str) -> str:
    """One field is to be mended within two working days."""
    await staff.says(f"/tralai {unit}")
    await staff.presses(field)
    await staff.says(reason)
    return await staff.presses("Sau 2 ngày làm việc")


async def mend(secretary: Player, answer: str) -> str:
    """Only the field that was sent back is asked."""
    await secretary.presses("Bổ sung")
    await secretary.presses(answer)
    return (await secretary.presses("Đúng")).splitlines()[0]


async def enter_for(staff: Player, unit: str, duty: str, words: str) -> str:
    """A report that came on paper, from a unit that has no secretary yet."""
    await staff.says(f"/nhapthay {unit}")
    await staff.presses(duty)
    await staff.presses("Bản giấy")
    await staff.says(words)
    return (await staff.presses("Đúng")).splitlines()[0]


async def ask_for_time(secretary: Player, words: str, duty: str) -> str:
    """The deadline stays until staff have decided."""
    await secretary.says(words)
    return f"«{words}» → {await secretary.presses(duty)}"


async def answer_difficulty(staff: Player, words: str) -> str:
    """The answer of staff reaches whoever raised it."""
    await staff.presses("Trả lời")
    return f"«{words}» → {await staff.says(words)}"
