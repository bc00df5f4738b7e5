import type { Fidelity } from '../../domain/vocabulary.ts'

/** How every canonical field of a record type comes about: a field that is forgotten does not compile. */
export type FidelityOf<Entity> = Readonly<Record<Exclude<keyof Entity, 'key' | 'type'>, Fidelity>>
