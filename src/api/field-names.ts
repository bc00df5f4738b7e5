// The graph's names for the properties of canonical records, where they differ. Null: shown nowhere by itself.
const NAMES: Readonly<Record<string, string | null>> = {
  accountType: 'type',
  aliasKey: null,
  balanceCurrent: 'balance',
  balanceAvailable: 'balance',
  balanceLimit: 'balance',
  balanceAsOf: 'balance',
  pendingKey: 'becameTransaction',
  categoryCode: 'category',
  categoryName: 'category',
  categoryOrigin: 'category',
  categoryConfidence: 'category',
  dimensionKey: null,
  feeCurrency: 'fee',
  originalCurrency: 'originalAmount',
}

/** The graph's field that shows a canonical property: "contactKey" shows as "contact". */
export function fieldOf(property: string): string | null {
  const name = NAMES[property]
  return name === undefined ? property.replace(/Key$/, '') : name
}

/** The graph's fields that show these properties, each once. */
export const fieldsOf = (properties: readonly string[]): string[] => [
  ...new Set(properties.map(fieldOf).filter((it) => it !== null)),
]
