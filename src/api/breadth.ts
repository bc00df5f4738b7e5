import { Kind, type DocumentNode, type OperationDefinitionNode, type SelectionSetNode } from 'graphql'

/**
 * How many fields an operation names, fragments counted wherever they are used, conditions not minded. Takes time in
 * proportion to the document, although fragments that use each other twice name more fields than could be counted.
 * The document must be valid: fragments that are there, none within itself.
 */
export function breadthOf(document: DocumentNode, operation: OperationDefinitionNode): number {
  const fragments = new Map(
    document.definitions.flatMap((it) =>
      it.kind === Kind.FRAGMENT_DEFINITION ? [[it.name.value, it.selectionSet] as const] : [],
    ),
  )
  const counted = new Map<SelectionSetNode, number>()

  function count(selected: SelectionSetNode | undefined): number {
    if (selected === undefined) return 0
    const known = counted.get(selected)
    if (known !== undefined) return known
    let fields = 0
    for (const it of selected.selections) {
      if (it.kind === Kind.FIELD) fields += 1 + count(it.selectionSet)
      else fields += count(it.kind === Kind.INLINE_FRAGMENT ? it.selectionSet : fragments.get(it.name.value))
    }
    counted.set(selected, fields)
    return fields
  }

  return count(operation.selectionSet)
}
