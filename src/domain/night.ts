/** The hours of each day for what is not urgent, in the time of a place; across midnight where `to` is not after `from`. */
export interface Night {
  from: Temporal.PlainTime
  to: Temporal.PlainTime
  /** IANA name of a time zone. */
  zone: string
}

/** One night, from its beginning to before its end. */
export interface Hours {
  beginsAt: Date
  endsAt: Date
  /** Whether it ends on a Sunday, in the time of the place. */
  isToSunday: boolean
}

/** From "22:00-05:00 Europe/Berlin"; without a place, UTC. Null when it is no such thing. */
export function parseNight(text: string): Night | null {
  const [, from = '', to = '', zone = 'UTC'] =
    /^(\d\d:\d\d)-(\d\d:\d\d)(?: ([A-Za-z][\w+/-]*))?$/.exec(text) ?? []
  try {
    const night = { from: Temporal.PlainTime.from(from), to: Temporal.PlainTime.from(to), zone }
    latestNight(night, new Date(0)) // Throws where nobody knows the zone.
    return night.from.equals(night.to) ? null : night
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

/** The night that it is, or else the one before. */
export function latestNight(night: Night, now: Date): Hours {
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime())
    .toZonedDateTimeISO(night.zone)
    .toPlainDate()
  const tonight = nightOf(night, today)
  return tonight.beginsAt <= now ? tonight : nightOf(night, today.subtract({ days: 1 }))
}

/** A time that a clock change leaves out is taken after it, one that comes twice the first time. */
function nightOf({ from, to, zone }: Night, date: Temporal.PlainDate): Hours {
  const isAcrossMidnight = Temporal.PlainTime.compare(to, from) <= 0
  const endDate = isAcrossMidnight ? date.add({ days: 1 }) : date
  const at = (day: Temporal.PlainDate, plainTime: Temporal.PlainTime) =>
    new Date(day.toZonedDateTime({ timeZone: zone, plainTime }).epochMilliseconds)
  return { beginsAt: at(date, from), endsAt: at(endDate, to), isToSunday: endDate.dayOfWeek === 7 }
}
