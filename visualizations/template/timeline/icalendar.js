// The calendar as iCalendar (RFC 5545): a whole day for each deadline, lines folded at 75 octets, text escaped. What comes
// again (每年3月底前) is one event with a rule where its words name the day exactly; what names none is left out, and said.
const icsText = (words) => words.replace(/[\\;,]/gu, "\\$&").replace(/\r\n|[\n\r\u2028\u2029]/gu, "\\n").replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/gu, "");

function icsLine(line) {
  const encoder = new TextEncoder();
  const parts = [""];
  let octets = 0;
  for (const point of line) {
    const size = encoder.encode(point).length;
    if (octets + size > 75) {
      parts.push(" ");
      octets = 1;
    }
    parts[parts.length - 1] += point;
    octets += size;
  }
  return parts.join("\r\n");
}

const CHINESE_DIGITS = "〇一二三四五六七八九";
const figureOf = (one) => (CHINESE_DIGITS.includes(one) ? CHINESE_DIGITS.indexOf(one) : one === "零" ? 0 : Number(one.normalize("NFKC")));

// 3, 12, 三, 十二, 二十五 as numbers; NaN for anything else.
function smallNumber(words) {
  if (!words.includes("十")) return Number(Array.from(words, figureOf).join(""));
  const [tens, ones] = words.split("十");
  return (tens ? figureOf(tens) : 1) * 10 + (ones ? figureOf(ones) : 0);
}

const SMALL = String.raw`([\d０-９〇零一二三四五六七八九十]{1,3})`;
const TURN = new RegExp(`^每个?(年度?|半年|季度|月)的?(?:${SMALL}月(?:份)?)?(?:${SMALL}日)?年?(底|末)?(?:之?前|以前)$`, "u");
const DAYS_OF = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]; // that every year has

// The months and the day (-1 the last) on which something is due again and again; null where its words leave that open.
function turnOf(words) {
  const [, every, monthWords, dayWords, last] = TURN.exec(words.replace(/[ \u3000]/gu, "")) ?? [];
  if (!every) return null;
  const month = monthWords ? smallNumber(monthWords) : 0;
  const day = dayWords ? smallNumber(dayWords) : 0;
  const yearly = every.startsWith("年");
  if (!(month >= 0 && month <= 12 && day >= 0) || (!yearly && month) || (day && last) || (!day && !last) || (day && yearly && !month)) return null;
  const months = yearly ? [month || 12] : { 半年: [6, 12], 季度: [3, 6, 9, 12], 月: [] }[every];
  if (day && (every === "半年" || every === "季度")) return null; // of which month?
  const least = months.length ? Math.min(...months.map((one) => DAYS_OF[one - 1])) : 28;
  return day > least ? null : { months, day: day || -1 };
}

const ruleOf = ({ months, day }) => `FREQ=${months.length ? "YEARLY" : "MONTHLY"}${months.length ? `;BYMONTH=${months.join(",")}` : ""};BYMONTHDAY=${day}`;

// The first day of a turn that is not before another day.
function firstOf({ months, day }, from) {
  const [year, month] = from.split("-").map(Number);
  for (let ahead = 0; ahead <= 12; ahead += 1) {
    const at = new Date(Date.UTC(year, month - 1 + ahead + (day < 0 ? 1 : 0), day < 0 ? 0 : day));
    const date = at.toISOString().slice(0, 10);
    if (date >= from && (!months.length || months.includes(at.getUTCMonth() + 1))) return date;
  }
  return "";
}

// The day and, where it comes again, the rule of an entry; null where its words name no day.
function dayOf(entry) {
  if (entry.lane !== "due") return null;
  if (!entry.again) return /^\d{4}-\d{2}-\d{2}$/u.test(entry.date) ? { date: entry.date, rule: "" } : null;
  const turn = turnOf(entry.words);
  const issued = issuedOn(entry.document);
  const from = /^\d{4}-\d{2}-\d{2}$/u.test(issued ?? "") ? issued : viewerToday();
  const date = turn && firstOf(turn, from);
  return date ? { date, rule: ruleOf(turn) } : null;
}

function icsEvent(entry, { date, rule }) {
  const day = date.replaceAll("-", "");
  const next = new Date(Date.parse(`${date}T00:00:00Z`) + 86400000).toISOString().slice(0, 10).replaceAll("-", "");
  const bodies = [...new Set(entry.bodies.map((fact) => `${fact.words}（${say(fact.role)}）`))].join("、");
  const sentence_ = pieces(entry.fact, 0)[1];
  const about = [bodies, `${say("deadline")}：${entry.words}`, sentence_, `${nameOf(entry.document)}`].filter(Boolean).join("\n");
  return [
    "BEGIN:VEVENT", `UID:${entry.node.id.replace(/[^\w.-]+/gu, "-")}-${entry.fact.start}-${entry.fact.end}-${day}@policykg`, `DTSTAMP:${viewerToday().replaceAll("-", "")}T000000Z`,
    `DTSTART;VALUE=DATE:${day}`, `DTEND;VALUE=DATE:${next}`, ...(rule ? [`RRULE:${rule}`] : []), `SUMMARY:${icsText(shortName(entry.node))}`, `DESCRIPTION:${icsText(about)}`, "TRANSP:TRANSPARENT", "END:VEVENT",
  ];
}

// What the calendar holds, and what it leaves out because no day is written: { events, note, left }.
function calendarEvents() {
  const due = calendarShown().filter(({ lane }) => lane === "due").map((entry) => ({ entry, day: dayOf(entry) }));
  const events = due.filter(({ day }) => day);
  const again = events.filter(({ day }) => day.rule).length;
  const left = due.filter(({ day }) => !day).map(({ entry }) => entry.words);
  return { events, left, note: [say("calendarHolds", events.length - again, again), left.length ? say("calendarLeaves", left.length, [...new Set(left)].slice(0, 5).join("、")) : ""].join("") };
}

function calendarIcs() {
  const { events, note } = calendarEvents();
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//policykg//timeline//ZH", "CALSCALE:GREGORIAN", `X-WR-CALNAME:${icsText(VIEW.title)}`, `X-WR-CALDESC:${icsText(note)}`, ...events.flatMap(({ entry, day }) => icsEvent(entry, day)), "END:VCALENDAR"];
  return `${lines.map(icsLine).join("\r\n")}\r\n`;
}

function saveCalendar() {
  saveAs(fileName("ics"), new Blob([calendarIcs()], { type: "text/calendar;charset=utf-8" }));
  announce(calendarEvents().note);
}
