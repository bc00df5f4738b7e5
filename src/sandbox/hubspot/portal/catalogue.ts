import type { TypeName } from './types.ts'

export const PROPERTY_KINDS = ['string', 'number', 'datetime', 'enumeration', 'bool'] as const
export type PropertyKind = (typeof PROPERTY_KINDS)[number]

export type Catalogue = Readonly<Partial<Record<PropertyKind, string>>>

const ADJUSTMENT: Catalogue = { string: 'hs_label', number: 'hs_value hs_sort_order', enumeration: 'hs_type' }

/** The names of the properties by kind; only HubSpot writes those that end in "!". */
export const CATALOGUE: Readonly<Record<TypeName, Catalogue>> = {
  contacts: {
    string: 'email firstname lastname phone company jobtitle website address city state zip country',
    number: 'associatedcompanyid!',
    enumeration: 'hs_merged_object_ids! hubspot_owner_id',
  },
  companies: {
    string: 'name domain phone address address2 city state zip country website description',
    enumeration: 'industry hs_merged_object_ids! hubspot_owner_id',
  },
  invoices: {
    string: `hs_number hs_title hs_tax_id hs_purchase_order_number hs_comments hs_custom_fields
      hs_invoice_link! hs_pdf_download_link!
      hs_recipient_company_address hs_recipient_company_city hs_recipient_company_country hs_recipient_company_zip
      hs_recipient_shipping_address hs_recipient_shipping_city hs_recipient_shipping_country hs_recipient_shipping_zip`,
    number: `hs_subtotal! hs_discounts_total! hs_fees_total! hs_taxes_total!
      hs_amount_billed! hs_amount_paid! hs_balance_due!`,
    datetime: 'hs_invoice_date hs_due_date',
    enumeration: `hs_invoice_status hs_currency hs_language hs_locale hs_allowed_payment_methods
      hs_invoice_payment_collection_method hs_collect_address_types hubspot_owner_id`,
    bool: 'hs_invoice_billable hs_allow_partial_payments',
  },
  line_items: {
    string: 'name description hs_sku',
    number: `quantity price amount discount hs_discount_percentage hs_total_discount! hs_pre_discount_amount!
      hs_product_id hs_tax_rate_group_id`,
    enumeration: 'hs_line_item_currency_code recurringbillingfrequency',
  },
  commerce_payments: {
    string:
      'hs_customer_email hs_payment_method_last_4 hs_reference_number hs_payment_id! hs_internal_comment',
    number: `hs_initial_amount hs_refunds_amount hs_fees_amount hs_platform_fee
      hs_net_amount! hs_net_amount_after_refunds! hs_total_discounts_amount!
      hs_initial_amount_in_portal_currency! hs_initial_amount_in_settlement_currency!
      hs_net_amount_in_portal_currency! hs_net_amount_in_settlement_currency!
      hs_total_discounts_amount_in_portal_currency!
      hs_presentment_to_portal_currency_dated_exchange_rate! hs_number_of_associated_invoices!`,
    datetime: 'hs_initiated_date hs_payout_date',
    enumeration: `hs_currency_code hs_settlement_currency_code hs_latest_status hs_payment_method_type
      hs_processor_type hs_payment_source_app hs_payment_creation_method!`,
    bool: 'hs_has_associated_invoice! hs_hubspot_payments_enabled!',
  },
  discounts: ADJUSTMENT,
  fees: ADJUSTMENT,
  taxes: ADJUSTMENT,
}

/** What every record has. */
export const COMMON: Catalogue = {
  string: 'hs_object_source! hs_object_source_id! hs_object_source_label!',
  number: 'hs_object_id! hs_object_source_user_id!',
}
