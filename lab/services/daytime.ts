import type { Connection } from './connection.ts';

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;
const months = [
  ...(['January', 'February', 'March', 'April', 'May', 'June', 'July'] as const),
  ...(['August', 'September', 'October', 'November', 'December'] as const),
];
const MS_A_DAY = 86_400_000;
/** 1 January 1970 was a Thursday. */
const FIRST_WEEKDAY = 4;

/**
 * Date and time in the first form that RFC 867 suggests, in UTC: `Monday, February 22, 1982 17:37:43-UTC`.
 * @param ms since 1970-01-01T00:00:00Z
 */
export function daytimeText(ms: number): string {
  const days = Math.floor(ms / MS_A_DAY);
  const second = Math.floor((ms - days * MS_A_DAY) / 1_000);
  const clock = [second / 3_600, (second / 60) % 60, second % 60].map((part) => two(Math.floor(part))).join(':');
  const { year, month, day } = civil(days);
  const weekday = weekdays[(((days + FIRST_WEEKDAY) % 7) + 7) % 7] ?? '';
  return `${weekday}, ${months[month - 1]} ${day}, ${year} ${clock}-UTC`;
}

/** The daytime service (RFC 867): says what time it is and hangs up; what the peer sends is not looked at. */
export function serveDaytime(connection: Connection, epochMs: () => number): void {
  connection.onBytes(() => {});
  connection.write(daytimeBytes(epochMs()));
  connection.end();
}

/** One line, as TCP and UDP send it. */
export const daytimeBytes = (epochMs: number): Uint8Array => new TextEncoder().encode(`${daytimeText(epochMs)}\r\n`);

const two = (part: number): string => String(part).padStart(2, '0');

/**
 * The Gregorian date of a day, counted from 1970-01-01. The year is taken to begin in March, so that the leap day is
 * its last; an era is 400 years, always 146,097 days.
 */
function civil(days: number): { year: number; month: number; day: number } {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1;
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}
