import { companyById, LFDE, type Company } from '../company.ts'
import type { ControlInput } from '../control-input.ts'
import { etagOf, type Stored } from '../odata/table.ts'

export function companyOf(input: ControlInput): Company {
  const id = input.text('company')
  return id === undefined ? LFDE : companyById(id)
}

/** A row as its set answers it. */
export const shownRow = (row: Stored): Record<string, unknown> => ({
  '@odata.etag': etagOf(row),
  ...row.values,
})
