import { invalidInput } from '../errors.ts'
import type { Call } from './call.ts'

export const INSTITUTION = { institution_id: 'ins_900001', name: 'First Harbor Bank' } as const

/** POST /institutions/get_by_id: the one bank that is played. */
export function getInstitution({ body }: Call): object {
  knowInstitution(body.text('institution_id'))
  const countries = body.texts('country_codes')
  const options = body.part('options')
  if (!countries.includes('US')) {
    throw invalidInput(
      'INVALID_INSTITUTION',
      'invalid institution_id provided: it is in none of the country_codes',
    )
  }
  return {
    institution: {
      ...INSTITUTION,
      country_codes: ['US'],
      dtc_numbers: [],
      oauth: true,
      products: ['auth', 'balance', 'identity', 'transactions'],
      routing_numbers: ['021000000'],
      ...(options.flag('include_optional_metadata')
        ? { logo: null, primary_color: '#1f4e79', url: 'https://www.first-harbor.example' }
        : {}),
    },
  }
}

export function knowInstitution(id: string): void {
  if (id !== INSTITUTION.institution_id) {
    throw invalidInput('INVALID_INSTITUTION', 'invalid institution_id provided')
  }
}
