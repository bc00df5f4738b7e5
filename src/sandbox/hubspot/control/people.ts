import { checked } from '../api/checks.ts'
import { renderWritten } from '../api/render.ts'
import { typeNamed } from '../portal/types.ts'
import { meetCompany, meetContact } from '../history/people.ts'
import type { Portal } from '../portal/portal.ts'
import type { CrmRecord } from '../portal/record.ts'
import type { ControlInput } from './input.ts'
import type { Control } from './room.ts'

/** What a person does with contacts and companies; each answers the record with all that is set of it. */
export const PEOPLE_CONTROLS: Readonly<Record<string, Control>> = {
  /** {properties?, company?: an id}: what is not given is made up */
  create_contact: ({ business }, input) => {
    const company = input.text('company')
    const given = checked('contacts', input.properties())
    const { portal } = business
    const of = company === undefined ? null : portal.get('companies', company)
    const contact = meetContact(business, of)
    portal.update(contact, given)
    return renderWritten(contact)
  },
  /** {properties?} */
  create_company: ({ business }, input) => {
    const given = checked('companies', input.properties())
    const company = meetCompany(business)
    business.portal.update(company, given)
    return renderWritten(company)
  },
  /** {contact, properties} */
  update_contact: ({ business }, input) => changed(business.portal, input, 'contacts', 'contact'),
  /** {company, properties} */
  update_company: ({ business }, input) => changed(business.portal, input, 'companies', 'company'),
  /** {contact}, as the next two */
  archive_contact: ({ business }, input) => {
    const contact = business.portal.get('contacts', input.required('contact'))
    business.portal.archive(contact)
    return renderWritten(contact)
  },
  /** Gone for good, as the law lets people ask. */
  erase_contact: ({ business }, input) => {
    business.portal.erase(business.portal.get('contacts', input.required('contact')))
    return {}
  },
  archive_company: ({ business }, input) => {
    const company = business.portal.get('companies', input.required('company'))
    business.portal.archive(company)
    return renderWritten(company)
  },
  /** {type: "contacts" and the like, id} */
  restore: ({ business: { portal } }, input) => {
    const [type, id] = [typeNamed(input.required('type')), input.required('id')]
    const record = type === undefined ? undefined : portal.find(type, id)
    if (record === undefined) throw new Error(`there is no ${input.required('type')} ${id}`)
    portal.restore(record)
    return renderWritten(record)
  },
  /** {contact, into} */
  merge_contacts: ({ business: { portal } }, input) => {
    const kept = portal.get('contacts', input.required('into'))
    portal.merge(kept, portal.get('contacts', input.required('contact')))
    return renderWritten(kept)
  },
}

function changed(portal: Portal, input: ControlInput, type: 'contacts' | 'companies', name: string): object {
  const record: CrmRecord = portal.get(type, input.required(name))
  portal.update(record, checked(type, input.properties()))
  return renderWritten(record)
}
