import type { Transaction } from '../../../domain/entities.ts'

type Kind = Transaction['kind']

// Geschäftsvorfallcodes of the German banks: three digits that say what kind of booking it is.

const KINDS: Readonly<Partial<Record<Kind, string>>> = {
  CHEQUE: '001 002 003 006 011 014 070 093 101 102 103 122 170 202',
  DIRECT_DEBIT: '004 005 071 104 105 106 107 171 174 190 192 195 196 197',
  STANDING_ORDER: '008 052 117 152',
  REFUND: '009 010 059 108 109 110 111 159 181 182 183 184 193',
  CASH: '082 083',
  PAYMENT:
    '013 015 020 051 053 054 056 068 069 072 076 079 087 091 116 118 119 153 154 155 156 157 160 161 162 163 164 165 166 167 168 169 177 191 194 201 203 204 205 206 210 211',
  TRANSFER: '058 081 401 402 403 404 405 820 823 833',
  FEE: '801 802 803 804 805 806 807 808 809 810 811',
  INTEREST: '604 812 814 815 816 817',
  ADJUSTMENT: '818 819 888 899',
}
const KIND_OF = new Map(
  Object.entries(KINDS).flatMap(([kind, codes]) =>
    codes.split(' ').map((code) => [code, kind as Kind] as const),
  ),
)
/** Securities, foreign exchange, loans and what is left: of these only the group is told. */
const OTHER_GROUPS = /^[2-9]/

export const kindOfGvc = (gvc: string): Kind | null =>
  KIND_OF.get(gvc) ?? (OTHER_GROUPS.test(gvc) ? 'OTHER' : null)
