export interface Discount {
  id: string
  object: 'discount'
  checkout_session: null
  customer: string
  customer_account: null
  end: null
  invoice: string
  invoice_item: null
  promotion_code: null
  source: { coupon: string; type: 'coupon' }
  start: number
  subscription: null
  subscription_item: null
}

/** A percentage off one invoice. */
export const discount = (
  id: string,
  start: number,
  customer: string,
  invoice: string,
  coupon: string,
): Discount => ({
  id,
  object: 'discount',
  checkout_session: null,
  customer,
  customer_account: null,
  end: null,
  invoice,
  invoice_item: null,
  promotion_code: null,
  source: { coupon, type: 'coupon' },
  start,
  subscription: null,
  subscription_item: null,
})
