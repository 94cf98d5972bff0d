// The sentences of the page, put into its body by the server.

export const labels = document.body.dataset;

const WEEKDAYS = labels.weekdays.split(",").map((name) => name.trim());

/** "2024-06-21T08:05:00+07:00" -> "08:05": the digits of the organisation's zone, never this device's zone. */
export function hourOf(at) {
  return at.slice(11, 16);
}

/** "2024-06-21T08:05:00+07:00" -> "Thứ Sáu, 21/6/2024", as Party documents write a date. */
export function dayOf(at) {
  const [year, month, day] = at.slice(0, 10).split("-").map(Number);
  const weekday = WEEKDAYS[new Date(Date.UTC(year, month - 1, day)).getUTCDay()];
  const two = (value) => String(value).padStart(2, "0");
  return `${weekday}, ${two(day)}/${month < 3 ? two(month) : month}/${year}`;
}
