import { timestamp } from './clock.ts'
import { effectOf, type Effect, type ImpliedAccounts, type Settlement } from './effects.ts'
import { ENTITY_NAMES, kindOf, type Entity, type EntityName } from './entities.ts'
import { objectsOf, referenceId, textOf, type Json, type JsonObject } from './json.ts'
import { currencyOf, decimalNumber, digitsOf, HOME_CURRENCY, knownMinorUnits, toHome } from './money.ts'

export type Verb = 'created' | 'updated' | 'deleted' | 'merged' | 'void'

export interface Change {
  name: EntityName
  id: string
  verb: Verb
  at: Date
  /** Of a merge: the id that is gone. */
  deletedId?: string
}

export interface Tombstone {
  id: string
  at: Date
}

const MOST_TOMBSTONES = 10_000

/**
 * The company's objects, and the one place where they change: each change gives a new version, and carries
 * what a document does to accounts, parties and other documents.
 */
export class Books {
  /** Told of every change, once the books are open for business. */
  onChange: (change: Change) => void = () => undefined
  readonly #entities = new Map(ENTITY_NAMES.map((name) => [name, new Map<string, Entity>()]))
  readonly #tombstones = new Map(ENTITY_NAMES.map((name) => [name, [] as Tombstone[]]))
  readonly #references = new Map<string, JsonObject>()
  readonly #lastIds = new Map<string, number>()
  readonly #implied = this.#impliedAccounts()

  get(name: EntityName, id: string): Entity | undefined {
    return this.#of(name).get(id)
  }

  all(name: EntityName): IterableIterator<Entity> {
    return this.#of(name).values()
  }

  count(name: EntityName): number {
    return this.#of(name).size
  }

  tombstones(name: EntityName): readonly Tombstone[] {
    return this.#tombstones.get(name) ?? []
  }

  /** `{value, name}`, one object for all who refer to the same thing. */
  reference(name: EntityName, id: string): JsonObject | null {
    const entity = this.get(name, id)
    if (entity === undefined) return null
    const title = [entity.FullyQualifiedName, entity.DisplayName, entity.Name].find(
      (it) => typeof it === 'string',
    )
    const key = `${name}/${id}`
    const known = this.#references.get(key)
    if (known !== undefined && known.name === title) return known
    const reference = Object.freeze({ value: id, ...(title === undefined ? {} : { name: title }) })
    this.#references.set(key, reference)
    return reference
  }

  /** The first account that is of a type (or a subtype) and in a currency. Throws where there is none. */
  account(type: string, currency: string = HOME_CURRENCY): string {
    for (const account of this.all('Account')) {
      const fits = account.AccountType === type || account.AccountSubType === type
      if (fits && currencyOf(account) === currency) return account.Id
    }
    throw new Error(`there is no ${type} account in ${currency}`)
  }

  /** Documents share one row of ids; each name list has its own, customers and vendors one together. */
  create(name: EntityName, fields: JsonObject, at: Date, id = this.#nextId(name)): Entity {
    const stamp = timestamp(at)
    const entity: Entity = {
      ...fields,
      domain: 'QBO',
      sparse: false,
      Id: id,
      SyncToken: '0',
      MetaData: { CreateTime: stamp, LastUpdatedTime: stamp },
    }
    this.#of(name).set(entity.Id, entity)
    this.#apply(effectOf(name, entity, this.#implied), entity, name, 1, at)
    this.onChange({ name, id: entity.Id, verb: 'created', at })
    return entity
  }

  /** A new version, whole. What was settled of the old one stays settled. */
  replace(name: EntityName, current: Entity, fields: JsonObject, at: Date, verb: Verb = 'updated'): Entity {
    const next: Entity = {
      ...fields,
      domain: 'QBO',
      sparse: false,
      Id: current.Id,
      SyncToken: current.SyncToken,
      MetaData: current.MetaData,
    }
    this.#apply(effectOf(name, current, this.#implied), current, name, -1, at)
    this.#of(name).set(next.Id, next)
    this.#apply(effectOf(name, next, this.#implied), next, name, 1, at)
    newVersion(next, at)
    this.onChange({ name, id: next.Id, verb, at })
    return next
  }

  /** Work of which nobody is told, but for the change that it returns. */
  quietly(work: () => Change): void {
    const tell = this.onChange
    this.onChange = () => undefined
    try {
      tell(work())
    } finally {
      this.onChange = tell
    }
  }

  remove(name: EntityName, entity: Entity, at: Date): void {
    this.#apply(effectOf(name, entity, this.#implied), entity, name, -1, at)
    this.#of(name).delete(entity.Id)
    const graves = this.#tombstones.get(name) ?? []
    graves.push({ id: entity.Id, at })
    if (graves.length > MOST_TOMBSTONES) graves.shift()
    this.onChange({ name, id: entity.Id, verb: 'deleted', at })
  }

  #of(name: EntityName): Map<string, Entity> {
    const entities = this.#entities.get(name)
    if (entities === undefined) throw new TypeError(`no such entity: ${name}`)
    return entities
  }

  #nextId(name: EntityName): string {
    const row =
      kindOf(name).family === 'document'
        ? 'documents'
        : name === 'Vendor' || name === 'Customer'
          ? 'parties'
          : name
    const id = (this.#lastIds.get(row) ?? 0) + 1
    this.#lastIds.set(row, id)
    return String(id)
  }

  #apply(effect: Effect, from: Entity, name: EntityName, sign: 1 | -1, at: Date): void {
    for (const { accountId, minor, homeMinor } of effect.postings) {
      const account = this.get('Account', accountId)
      if (account === undefined) continue
      this.#post(account, sign * (currencyOf(account) === HOME_CURRENCY ? homeMinor : minor))
    }
    if (effect.party !== null) this.#owe(effect.party.name, effect.party.id, sign * effect.party.minor, at)
    for (const settlement of effect.settlements) this.#settle(settlement, from, name, sign, at)
  }

  // Accounts change without a new version: a balance is looked up when it is asked for.
  #post(account: Entity, minor: number): void {
    if (account.Classification === 'Revenue' || account.Classification === 'Expense') return
    addTo(account, 'CurrentBalance', minor)
    let up: Entity | undefined = account
    while (up !== undefined) {
      addTo(up, 'CurrentBalanceWithSubAccounts', minor)
      up = this.get('Account', referenceId(up.ParentRef) ?? '')
    }
  }

  #owe(name: 'Customer' | 'Vendor', id: string, minor: number, at: Date): void {
    const party = this.get(name, id)
    if (party === undefined) return
    addTo(party, 'Balance', minor)
    if (name === 'Customer') party.BalanceWithJobs = party.Balance
    party.MetaData = { ...party.MetaData, LastUpdatedTime: timestamp(at) }
  }

  #settle({ name, id, minor }: Settlement, from: Entity, fromName: EntityName, sign: 1 | -1, at: Date): void {
    const document = this.get(name, id)
    if (document === undefined) return
    if (minor !== 0) {
      addTo(document, 'Balance', -sign * minor)
      if (document.RemainingCredit !== undefined) document.RemainingCredit = document.Balance
      if (document.HomeBalance !== undefined) {
        document.HomeBalance = decimalNumber(toHome(balanceOf(document), document), 2)
      }
    }
    const others = objectsOf(document.LinkedTxn).filter((it) => it.TxnId !== from.Id)
    document.LinkedTxn =
      sign === 1 ? [...others, { TxnId: from.Id, TxnType: linkType(fromName, from) }] : others
    newVersion(document, at)
    this.onChange({ name, id, verb: 'updated', at })
  }

  #impliedAccounts(): ImpliedAccounts {
    const found = new Map<string, string>()
    const account = (type: string, currency: string) => {
      const key = `${type}/${currency}`
      const id = found.get(key) ?? this.account(type, currency)
      found.set(key, id)
      return id
    }
    return {
      receivable: (currency) => account('Accounts Receivable', currency),
      payable: (currency) => account('Accounts Payable', currency),
      salesTax: () => account('SalesTaxPayable', HOME_CURRENCY),
      undepositedFunds: () => account('UndepositedFunds', HOME_CURRENCY),
      incomeOf: (itemId) =>
        referenceId(this.get('Item', itemId)?.IncomeAccountRef) ?? account('Income', HOME_CURRENCY),
    }
  }
}

/** What is open of an invoice, a bill or a credit, in minor units. */
export const balanceOf = (document: Entity): number => knownMinorUnits(document.Balance, digitsOf(document))

function addTo(entity: Entity, field: string, minor: number): void {
  const digits = digitsOf(entity)
  entity[field] = decimalNumber(knownMinorUnits(entity[field], digits) + minor, digits)
}

function newVersion(entity: Entity, at: Date): void {
  entity.SyncToken = String(Number(entity.SyncToken) + 1)
  entity.MetaData = { ...entity.MetaData, LastUpdatedTime: timestamp(at) }
}

// The words that QuickBooks uses in LinkedTxn, which are not always the entity's name.
function linkType(name: EntityName, entity: Entity): Json {
  if (name !== 'BillPayment') return name
  return textOf(entity.PayType) === 'CreditCard' ? 'APCreditCard' : 'BillPaymentCheck'
}
