// ISO 4217 minor units that are not two digits.
const EXPONENTS: Readonly<Record<string, number>> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  UYI: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
  CLF: 4,
  UYW: 4,
}

/** ISO 4217 code in capitals, e.g. "EUR". */
export type CurrencyCode = string

export const isCurrencyCode = (text: string): boolean => /^[A-Z]{3}$/.test(text)

/** Digits after the decimal point of a currency's smallest unit, after ISO 4217: JPY 0, EUR 2, KWD 3. */
export function minorUnitDigits(currency: CurrencyCode): number {
  return EXPONENTS[currency] ?? 2
}
