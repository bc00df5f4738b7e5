// A source is one legal entity of an environment: its remote id is "<host>/<dataAreaId>".

export const hostOf = (remoteId: string): string => remoteId.split('/')[0] ?? remoteId

/** The legal entity's code, e.g. "usmf". Dynamics spells it in either case. */
export function companyOf(remoteId: string): string {
  const [, company = ''] = remoteId.split('/')
  if (company !== '') return company.toLowerCase()
  throw new Error(`"${remoteId}" names no legal entity: a source of Dynamics is called <host>/<dataAreaId>.`)
}

/** Whose record this is. '' where neither it nor the source tells: no company that is named is then known to be its own. */
export const ownCompany = (dataAreaId: string | null, remoteId: string): string =>
  dataAreaId ?? remoteId.split('/')[1] ?? ''

/** Whether a code that stands in a record means this company. Left out, it does. */
export const isCompany = (code: string | null, company: string): boolean =>
  code === null || code.toLowerCase() === company.toLowerCase()
