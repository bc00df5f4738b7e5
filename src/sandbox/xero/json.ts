export type JsonObject = Readonly<Record<string, unknown>>

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The field only when there is a value for it: what Xero does not know, it leaves out. */
export const given = (name: string, value: unknown): JsonObject => (value === null ? {} : { [name]: value })
