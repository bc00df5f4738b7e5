/** Text that is XML already. */
export interface Xml {
  readonly xml: string
}

export type Content = Xml | string | number | null | readonly Content[]

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** Null is nothing. */
function render(content: Content): string {
  if (content === null) return ''
  if (typeof content === 'string' || typeof content === 'number') return escape(String(content))
  return 'xml' in content ? content.xml : content.map(render).join('')
}

/** `element('Amt', '1.00', { Ccy: 'EUR' })`. */
export function element(
  name: string,
  content: Content,
  attributes: Readonly<Record<string, string>> = {},
): Xml {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escape(value)}"`)
  return { xml: `<${name}${written.join('')}>${render(content)}</${name}>` }
}

/** Elements within one another: `nested(['Id', 'IBAN'], 'DE…')`. */
export const nested = (names: readonly string[], content: Content): Xml =>
  names.reduceRight<Xml>((inner, name) => element(name, inner), { xml: render(content) })
