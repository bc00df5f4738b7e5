import type { Contact } from '../../domain/entities.ts'
import { optionalText } from '../toolkit/exact.ts'

/** Companies and contacts have the same properties for it. */
export const addressProperties = {
  address: optionalText,
  address2: optionalText,
  city: optionalText,
  state: optionalText,
  zip: optionalText,
  country: optionalText,
}

type Told = Readonly<Record<keyof typeof addressProperties, string | null>>

export function addressOf(told: Told): Contact['address'] {
  const lines = [told.address, told.address2].filter((line) => line !== null)
  const place = { city: told.city, region: told.state, postalCode: told.zip, country: told.country }
  const isEmpty = lines.length === 0 && Object.values(place).every((part) => part === null)
  return isEmpty ? null : { lines, ...place }
}
