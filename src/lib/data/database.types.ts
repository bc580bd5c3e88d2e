export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[]

export type Database = {
  
  "public": {
          Tables: {
            "application": {
                  Row: {
                    "case_id": string,"challenge_id": string | null,"company": string,"contact_name": string | null,"contact_phone": string | null,"created_at": string,"declared_at": string | null,"email": string,"email_confirmed_at": string | null,"entered_by": string | null,"external_number": string | null,"id": string,"ip": string | null,"language": string,"member_id": string | null,"mobile_last4": string | null,"municipality_id": string,"principal_name": string,"principal_title": string | null,"receipt_number": string,"received_on": string,"review_fields": (string)[],"review_reason": string | null,"reviewed_at": string | null,"reviewed_by": string | null,"source": string,"status": string,"superseded_by": string | null,"user_agent": string | null,"version": number
                  }
                  ComputedFields: never
                  Insert: {
                    "case_id": string,"challenge_id"?: string | null,"company": string,"contact_name"?: string | null,"contact_phone"?: string | null,"created_at"?: string,"declared_at"?: string | null,"email": string,"email_confirmed_at"?: string | null,"entered_by"?: string | null,"external_number"?: string | null,"id"?: string,"ip"?: string | null,"language"?: string,"member_id"?: string | null,"mobile_last4"?: string | null,"municipality_id": string,"principal_name": string,"principal_title"?: string | null,"receipt_number": string,"received_on": string,"review_fields"?: (string)[],"review_reason"?: string | null,"reviewed_at"?: string | null,"reviewed_by"?: string | null,"source": string,"status"?: string,"superseded_by"?: string | null,"user_agent"?: string | null,"version"?: number
                  }
                  Update: {
                    "case_id"?: string,"challenge_id"?: string | null,"company"?: string,"contact_name"?: string | null,"contact_phone"?: string | null,"created_at"?: string,"declared_at"?: string | null,"email"?: string,"email_confirmed_at"?: string | null,"entered_by"?: string | null,"external_number"?: string | null,"id"?: string,"ip"?: string | null,"language"?: string,"member_id"?: string | null,"mobile_last4"?: string | null,"municipality_id"?: string,"principal_name"?: string,"principal_title"?: string | null,"receipt_number"?: string,"received_on"?: string,"review_fields"?: (string)[],"review_reason"?: string | null,"reviewed_at"?: string | null,"reviewed_by"?: string | null,"source"?: string,"status"?: string,"superseded_by"?: string | null,"user_agent"?: string | null,"version"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "application_case_id_municipality_id_fkey"
      columns: ["case_id","municipality_id"]
isOneToOne: false
      referencedRelation: "contract_case"
      referencedColumns: ["id","municipality_id"]
    },{
      foreignKeyName: "application_member_id_fkey"
      columns: ["member_id"]
isOneToOne: false
      referencedRelation: "case_member"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "application_superseded_by_fkey"
      columns: ["superseded_by"]
isOneToOne: false
      referencedRelation: "application"
      referencedColumns: ["id"]
    }
                  ]
                },"attachment": {
                  Row: {
                    "application_id": string | null,"case_id": string,"challenge_id": string | null,"created_at": string,"envelope_id": string | null,"id": string,"kind": string,"municipality_id": string,"name": string,"page_count": number | null,"part_count": number,"party_id": string | null,"received_at": string | null,"sha256_hex": string,"size": number,"uploaded_by": string | null
                  }
                  ComputedFields: never
                  Insert: {
                    "application_id"?: string | null,"case_id": string,"challenge_id"?: string | null,"created_at"?: string,"envelope_id"?: string | null,"id"?: string,"kind": string,"municipality_id": string,"name": string,"page_count"?: number | null,"part_count": number,"party_id"?: string | null,"received_at"?: string | null,"sha256_hex": string,"size": number,"uploaded_by"?: string | null
                  }
                  Update: {
                    "application_id"?: string | null,"case_id"?: string,"challenge_id"?: string | null,"created_at"?: string,"envelope_id"?: string | null,"id"?: string,"kind"?: string,"municipality_id"?: string,"name"?: string,"page_count"?: number | null,"part_count"?: number,"party_id"?: string | null,"received_at"?: string | null,"sha256_hex"?: string,"size"?: number,"uploaded_by"?: string | null
                  }
                  Relationships: [
                    {
      foreignKeyName: "attachment_application_id_fkey"
      columns: ["application_id"]
isOneToOne: false
      referencedRelation: "application"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "attachment_case_id_municipality_id_fkey"
      columns: ["case_id","municipality_id"]
isOneToOne: false
      referencedRelation: "contract_case"
      referencedColumns: ["id","municipality_id"]
    },{
      foreignKeyName: "attachment_envelope_id_municipality_id_fkey"
      columns: ["envelope_id","municipality_id"]
isOneToOne: false
      referencedRelation: "envelope"
      referencedColumns: ["id","municipality_id"]
    },{
      foreignKeyName: "attachment_party_id_envelope_id_fkey"
      columns: ["party_id","envelope_id"]
isOneToOne: false
      referencedRelation: "party"
      referencedColumns: ["id","envelope_id"]
    }
                  ]
                },"case_member": {
                  Row: {
                    "case_id": string,"company": string,"created_at": string,"id": string,"municipality_id": string,"ord": number | null,"representative": boolean
                  }
                  ComputedFields: never
                  Insert: {
                    "case_id": string,"company": string,"created_at"?: string,"id"?: string,"municipality_id": string,"ord"?: number | null,"representative"?: boolean
                  }
                  Update: {
                    "case_id"?: string,"company"?: string,"created_at"?: string,"id"?: string,"municipality_id"?: string,"ord"?: number | null,"representative"?: boolean
                  }
                  Relationships: [
                    {
      foreignKeyName: "case_member_case_id_municipality_id_fkey"
      columns: ["case_id","municipality_id"]
isOneToOne: false
      referencedRelation: "contract_case"
      referencedColumns: ["id","municipality_id"]
    }
                  ]
                },"consent": {
                  Row: {
                    "authority": string | null,"consented_at": string,"decision_number": string | null,"envelope_id": string,"factor": string | null,"factor_detail": string | null,"id": string,"ip": string | null,"method": string,"municipality_id": string,"operator_kind": Database["public"]['Enums']["operator_kind"],"operator_name": string | null,"operator_user_id": string | null,"party_id": string,"user_agent": string | null
                  }
                  ComputedFields: never
                  Insert: {
                    "authority"?: string | null,"consented_at"?: string,"decision_number"?: string | null,"envelope_id": string,"factor"?: string | null,"factor_detail"?: string | null,"id"?: string,"ip"?: string | null,"method": string,"municipality_id": string,"operator_kind": Database["public"]['Enums']["operator_kind"],"operator_name"?: string | null,"operator_user_id"?: string | null,"party_id": string,"user_agent"?: string | null
                  }
                  Update: {
                    "authority"?: string | null,"consented_at"?: string,"decision_number"?: string | null,"envelope_id"?: string,"factor"?: string | null,"factor_detail"?: string | null,"id"?: string,"ip"?: string | null,"method"?: string,"municipality_id"?: string,"operator_kind"?: Database["public"]['Enums']["operator_kind"],"operator_name"?: string | null,"operator_user_id"?: string | null,"party_id"?: string,"user_agent"?: string | null
                  }
                  Relationships: [
                    {
      foreignKeyName: "consent_envelope_id_municipality_id_fkey"
      columns: ["envelope_id","municipality_id"]
isOneToOne: false
      referencedRelation: "envelope"
      referencedColumns: ["id","municipality_id"]
    },{
      foreignKeyName: "consent_party_id_envelope_id_fkey"
      columns: ["party_id","envelope_id"]
isOneToOne: false
      referencedRelation: "party"
      referencedColumns: ["id","envelope_id"]
    }
                  ]
                },"consent_document": {
                  Row: {
                    "consent_id": string,"document_id": string,"sha256_hex": string,"stamp_sha256_hex": string
                  }
                  ComputedFields: never
                  Insert: {
                    "consent_id": string,"document_id": string,"sha256_hex": string,"stamp_sha256_hex": string
                  }
                  Update: {
                    "consent_id"?: string,"document_id"?: string,"sha256_hex"?: string,"stamp_sha256_hex"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "consent_document_consent_id_fkey"
      columns: ["consent_id"]
isOneToOne: false
      referencedRelation: "consent"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "consent_document_document_id_fkey"
      columns: ["document_id"]
isOneToOne: false
      referencedRelation: "document"
      referencedColumns: ["id"]
    }
                  ]
                },"contract_case": {
                  Row: {
                    "amount_jpy": number | null,"case_number": string,"case_type": string,"contract_kind": string,"created_at": string,"created_by": string,"department_id": string,"electronic": boolean,"electronic_bidding": boolean,"flags": (string)[],"id": string,"municipality_id": string,"name": string,"notice_on": string,"original_envelope_id": string | null,"original_reference": string | null,"override_at": string | null,"override_by": string | null,"override_reason": string | null,"paper_at": string | null,"paper_by": Database["public"]['Enums']["actor_kind"] | null,"paper_reason": string | null,"rules_id": string,"venture_name": string | null
                  }
                  ComputedFields: never
                  Insert: {
                    "amount_jpy"?: number | null,"case_number": string,"case_type": string,"contract_kind"?: string,"created_at"?: string,"created_by": string,"department_id": string,"electronic"?: boolean,"electronic_bidding"?: boolean,"flags"?: (string)[],"id"?: string,"municipality_id": string,"name": string,"notice_on": string,"original_envelope_id"?: string | null,"original_reference"?: string | null,"override_at"?: string | null,"override_by"?: string | null,"override_reason"?: string | null,"paper_at"?: string | null,"paper_by"?: Database["public"]['Enums']["actor_kind"] | null,"paper_reason"?: string | null,"rules_id": string,"venture_name"?: string | null
                  }
                  Update: {
                    "amount_jpy"?: number | null,"case_number"?: string,"case_type"?: string,"contract_kind"?: string,"created_at"?: string,"created_by"?: string,"department_id"?: string,"electronic"?: boolean,"electronic_bidding"?: boolean,"flags"?: (string)[],"id"?: string,"municipality_id"?: string,"name"?: string,"notice_on"?: string,"original_envelope_id"?: string | null,"original_reference"?: string | null,"override_at"?: string | null,"override_by"?: string | null,"override_reason"?: string | null,"paper_at"?: string | null,"paper_by"?: Database["public"]['Enums']["actor_kind"] | null,"paper_reason"?: string | null,"rules_id"?: string,"venture_name"?: string | null
                  }
                  Relationships: [
                    {
      foreignKeyName: "contract_case_department_id_municipality_id_fkey"
      columns: ["department_id","municipality_id"]
isOneToOne: false
      referencedRelation: "department"
      referencedColumns: ["id","municipality_id"]
    },{
      foreignKeyName: "contract_case_municipality_id_fkey"
      columns: ["municipality_id"]
isOneToOne: false
      referencedRelation: "municipality"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "contract_case_original_envelope_id_fkey"
      columns: ["original_envelope_id"]
isOneToOne: false
      referencedRelation: "envelope"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "contract_case_rules_id_municipality_id_fkey"
      columns: ["rules_id","municipality_id"]
isOneToOne: false
      referencedRelation: "municipality_rules"
      referencedColumns: ["id","municipality_id"]
    }
                  ]
                },"council_vote": {
                  Row: {
                    "bill_number": string | null,"envelope_id": string,"id": string,"municipality_id": string,"outcome": string,"recorded_at": string,"recorded_by": string,"version": number,"voted_on": string
                  }
                  ComputedFields: never
                  Insert: {
                    "bill_number"?: string | null,"envelope_id": string,"id"?: string,"municipality_id": string,"outcome": string,"recorded_at"?: string,"recorded_by": string,"version": number,"voted_on": string
                  }
                  Update: {
                    "bill_number"?: string | null,"envelope_id"?: string,"id"?: string,"municipality_id"?: string,"outcome"?: string,"recorded_at"?: string,"recorded_by"?: string,"version"?: number,"voted_on"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "council_vote_envelope_id_municipality_id_fkey"
      columns: ["envelope_id","municipality_id"]
isOneToOne: false
      referencedRelation: "envelope"
      referencedColumns: ["id","municipality_id"]
    }
                  ]
                },"department": {
                  Row: {
                    "closed_at": string | null,"contact_email": string | null,"contact_hours": string | null,"contact_name": string | null,"contact_phone": string | null,"id": string,"municipality_id": string,"name": string
                  }
                  ComputedFields: never
                  Insert: {
                    "closed_at"?: string | null,"contact_email"?: string | null,"contact_hours"?: string | null,"contact_name"?: string | null,"contact_phone"?: string | null,"id"?: string,"municipality_id": string,"name": string
                  }
                  Update: {
                    "closed_at"?: string | null,"contact_email"?: string | null,"contact_hours"?: string | null,"contact_name"?: string | null,"contact_phone"?: string | null,"id"?: string,"municipality_id"?: string,"name"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "department_municipality_id_fkey"
      columns: ["municipality_id"]
isOneToOne: false
      referencedRelation: "municipality"
      referencedColumns: ["id"]
    }
                  ]
                },"document": {
                  Row: {
                    "certificate_id": string | null,"certifies_document_id": string | null,"created_at": string,"envelope_id": string,"id": string,"kind": Database["public"]['Enums']["document_kind"],"municipality_id": string,"name": string,"ord": number,"page_count": number,"redacts_document_id": string | null,"removed_at": string | null,"repaired": boolean,"sheet": string | null
                  }
                  ComputedFields: never
                  Insert: {
                    "certificate_id"?: string | null,"certifies_document_id"?: string | null,"created_at"?: string,"envelope_id": string,"id"?: string,"kind"?: Database["public"]['Enums']["document_kind"],"municipality_id": string,"name": string,"ord": number,"page_count": number,"redacts_document_id"?: string | null,"removed_at"?: string | null,"repaired"?: boolean,"sheet"?: string | null
                  }
                  Update: {
                    "certificate_id"?: string | null,"certifies_document_id"?: string | null,"created_at"?: string,"envelope_id"?: string,"id"?: string,"kind"?: Database["public"]['Enums']["document_kind"],"municipality_id"?: string,"name"?: string,"ord"?: number,"page_count"?: number,"redacts_document_id"?: string | null,"removed_at"?: string | null,"repaired"?: boolean,"sheet"?: string | null
                  }
                  Relationships: [
                    {
      foreignKeyName: "document_certifies_document_id_fkey"
      columns: ["certifies_document_id"]
isOneToOne: true
      referencedRelation: "document"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "document_envelope_id_municipality_id_fkey"
      columns: ["envelope_id","municipality_id"]
isOneToOne: false
      referencedRelation: "envelope"
      referencedColumns: ["id","municipality_id"]
    },{
      foreignKeyName: "document_redacts_document_id_fkey"
      columns: ["redacts_document_id"]
isOneToOne: true
      referencedRelation: "document"
      referencedColumns: ["id"]
    }
                  ]
                },"document_revision": {
                  Row: {
                    "created_at": string,"document_id": string,"envelope_id": string,"id": string,"increment_length": number,"kind": Database["public"]['Enums']["revision_kind"],"length": number,"municipality_id": string,"ord": number,"party_id": string | null,"sha256_hex": string
                  }
                  ComputedFields: never
                  Insert: {
                    "created_at"?: string,"document_id": string,"envelope_id": string,"id"?: string,"increment_length": number,"kind": Database["public"]['Enums']["revision_kind"],"length": number,"municipality_id": string,"ord": number,"party_id"?: string | null,"sha256_hex": string
                  }
                  Update: {
                    "created_at"?: string,"document_id"?: string,"envelope_id"?: string,"id"?: string,"increment_length"?: number,"kind"?: Database["public"]['Enums']["revision_kind"],"length"?: number,"municipality_id"?: string,"ord"?: number,"party_id"?: string | null,"sha256_hex"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "document_revision_document_id_envelope_id_fkey"
      columns: ["document_id","envelope_id"]
isOneToOne: false
      referencedRelation: "document"
      referencedColumns: ["id","envelope_id"]
    },{
      foreignKeyName: "document_revision_envelope_id_municipality_id_fkey"
      columns: ["envelope_id","municipality_id"]
isOneToOne: false
      referencedRelation: "envelope"
      referencedColumns: ["id","municipality_id"]
    },{
      foreignKeyName: "document_revision_party_id_envelope_id_fkey"
      columns: ["party_id","envelope_id"]
isOneToOne: false
      referencedRelation: "party"
      referencedColumns: ["id","envelope_id"]
    }
                  ]
                },"draft_copy": {
                  Row: {
                    "application_id": string,"created_at": string,"created_by": string,"document_id": string,"envelope_id": string,"expires_on": string,"id": string,"municipality_id": string,"revoked_at": string | null,"viewed_at": string | null
                  }
                  ComputedFields: never
                  Insert: {
                    "application_id": string,"created_at"?: string,"created_by": string,"document_id": string,"envelope_id": string,"expires_on": string,"id": string,"municipality_id": string,"revoked_at"?: string | null,"viewed_at"?: string | null
                  }
                  Update: {
                    "application_id"?: string,"created_at"?: string,"created_by"?: string,"document_id"?: string,"envelope_id"?: string,"expires_on"?: string,"id"?: string,"municipality_id"?: string,"revoked_at"?: string | null,"viewed_at"?: string | null
                  }
                  Relationships: [
                    {
      foreignKeyName: "draft_copy_application_id_fkey"
      columns: ["application_id"]
isOneToOne: false
      referencedRelation: "application"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "draft_copy_document_id_envelope_id_fkey"
      columns: ["document_id","envelope_id"]
isOneToOne: false
      referencedRelation: "document"
      referencedColumns: ["id","envelope_id"]
    },{
      foreignKeyName: "draft_copy_envelope_id_municipality_id_fkey"
      columns: ["envelope_id","municipality_id"]
isOneToOne: false
      referencedRelation: "envelope"
      referencedColumns: ["id","municipality_id"]
    }
                  ]
                },"electronic_method_acceptance": {
                  Row: {
                    "accepted_at": string,"application_id": string,"case_id": string,"created_at": string,"giver_company": string,"giver_email": string,"giver_name": string,"id": string,"ip": string | null,"law": string,"municipality_id": string,"recorded_by": string | null,"rules_version": number,"text_shown": string,"user_agent": string | null
                  }
                  ComputedFields: never
                  Insert: {
                    "accepted_at": string,"application_id": string,"case_id": string,"created_at"?: string,"giver_company": string,"giver_email": string,"giver_name": string,"id"?: string,"ip"?: string | null,"law": string,"municipality_id": string,"recorded_by"?: string | null,"rules_version": number,"text_shown": string,"user_agent"?: string | null
                  }
                  Update: {
                    "accepted_at"?: string,"application_id"?: string,"case_id"?: string,"created_at"?: string,"giver_company"?: string,"giver_email"?: string,"giver_name"?: string,"id"?: string,"ip"?: string | null,"law"?: string,"municipality_id"?: string,"recorded_by"?: string | null,"rules_version"?: number,"text_shown"?: string,"user_agent"?: string | null
                  }
                  Relationships: [
                    {
      foreignKeyName: "electronic_method_acceptance_application_id_fkey"
      columns: ["application_id"]
isOneToOne: false
      referencedRelation: "application"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "electronic_method_acceptance_case_id_municipality_id_fkey"
      columns: ["case_id","municipality_id"]
isOneToOne: false
      referencedRelation: "contract_case"
      referencedColumns: ["id","municipality_id"]
    }
                  ]
                },"envelope": {
                  Row: {
                    "amount_jpy": number | null,"amount_kind": Database["public"]['Enums']["amount_kind"] | null,"case_id": string | null,"closed_reason": string | null,"concluded_at": string | null,"contract_on": string | null,"counterparty_name": string | null,"created_at": string,"created_by": string,"deadline_at": string | null,"deadline_on": string | null,"department_id": string,"download_until_at": string | null,"fiscal_year": number | null,"id": string,"management_label": string | null,"management_number": number | null,"municipality_id": string,"reissue_requested_at": string | null,"sent_at": string | null,"sign_order": Database["public"]['Enums']["sign_order"],"status": Database["public"]['Enums']["envelope_status"],"template_id": string | null,"title": string | null,"transaction_on": string | null,"waiting_for": string | null
                  }
                  ComputedFields: never
                  Insert: {
                    "amount_jpy"?: number | null,"amount_kind"?: Database["public"]['Enums']["amount_kind"] | null,"case_id"?: string | null,"closed_reason"?: string | null,"concluded_at"?: string | null,"contract_on"?: string | null,"counterparty_name"?: string | null,"created_at"?: string,"created_by": string,"deadline_at"?: never,"deadline_on"?: string | null,"department_id": string,"download_until_at"?: string | null,"fiscal_year"?: number | null,"id"?: string,"management_label"?: string | null,"management_number"?: number | null,"municipality_id": string,"reissue_requested_at"?: string | null,"sent_at"?: string | null,"sign_order"?: Database["public"]['Enums']["sign_order"],"status"?: Database["public"]['Enums']["envelope_status"],"template_id"?: string | null,"title"?: string | null,"transaction_on"?: string | null,"waiting_for"?: string | null
                  }
                  Update: {
                    "amount_jpy"?: number | null,"amount_kind"?: Database["public"]['Enums']["amount_kind"] | null,"case_id"?: string | null,"closed_reason"?: string | null,"concluded_at"?: string | null,"contract_on"?: string | null,"counterparty_name"?: string | null,"created_at"?: string,"created_by"?: string,"deadline_at"?: never,"deadline_on"?: string | null,"department_id"?: string,"download_until_at"?: string | null,"fiscal_year"?: number | null,"id"?: string,"management_label"?: string | null,"management_number"?: number | null,"municipality_id"?: string,"reissue_requested_at"?: string | null,"sent_at"?: string | null,"sign_order"?: Database["public"]['Enums']["sign_order"],"status"?: Database["public"]['Enums']["envelope_status"],"template_id"?: string | null,"title"?: string | null,"transaction_on"?: string | null,"waiting_for"?: string | null
                  }
                  Relationships: [
                    {
      foreignKeyName: "envelope_case_id_municipality_id_fkey"
      columns: ["case_id","municipality_id"]
isOneToOne: false
      referencedRelation: "contract_case"
      referencedColumns: ["id","municipality_id"]
    },{
      foreignKeyName: "envelope_department_id_municipality_id_fkey"
      columns: ["department_id","municipality_id"]
isOneToOne: false
      referencedRelation: "department"
      referencedColumns: ["id","municipality_id"]
    },{
      foreignKeyName: "envelope_municipality_id_fkey"
      columns: ["municipality_id"]
isOneToOne: false
      referencedRelation: "municipality"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "envelope_template_id_fkey"
      columns: ["template_id"]
isOneToOne: false
      referencedRelation: "envelope_template"
      referencedColumns: ["id"]
    }
                  ]
                },"envelope_batch": {
                  Row: {
                    "created_at": string,"id": string,"mode": string,"municipality_id": string,"name": string,"row_count": number,"user_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "created_at"?: string,"id": string,"mode": string,"municipality_id": string,"name": string,"row_count": number,"user_id": string
                  }
                  Update: {
                    "created_at"?: string,"id"?: string,"mode"?: string,"municipality_id"?: string,"name"?: string,"row_count"?: number,"user_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "envelope_batch_municipality_id_fkey"
      columns: ["municipality_id"]
isOneToOne: false
      referencedRelation: "municipality"
      referencedColumns: ["id"]
    }
                  ]
                },"envelope_batch_row": {
                  Row: {
                    "batch_id": string,"case_number": string,"code": string | null,"context": Json | null,"envelope_id": string | null,"fields": NonNullable<Json>,"files": NonNullable<Json>,"line": number,"ord": number,"ready_at": string | null,"template_id": string | null
                  }
                  ComputedFields: never
                  Insert: {
                    "batch_id": string,"case_number": string,"code"?: string | null,"context"?: Json | null,"envelope_id"?: string | null,"fields": NonNullable<Json>,"files": NonNullable<Json>,"line": number,"ord": number,"ready_at"?: string | null,"template_id"?: string | null
                  }
                  Update: {
                    "batch_id"?: string,"case_number"?: string,"code"?: string | null,"context"?: Json | null,"envelope_id"?: string | null,"fields"?: NonNullable<Json>,"files"?: NonNullable<Json>,"line"?: number,"ord"?: number,"ready_at"?: string | null,"template_id"?: string | null
                  }
                  Relationships: [
                    {
      foreignKeyName: "envelope_batch_row_batch_id_fkey"
      columns: ["batch_id"]
isOneToOne: false
      referencedRelation: "envelope_batch"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "envelope_batch_row_envelope_id_fkey"
      columns: ["envelope_id"]
isOneToOne: true
      referencedRelation: "envelope"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "envelope_batch_row_template_id_fkey"
      columns: ["template_id"]
isOneToOne: false
      referencedRelation: "envelope_template"
      referencedColumns: ["id"]
    }
                  ]
                },"envelope_retention": {
                  Row: {
                    "envelope_id": string,"municipality_id": string,"set_at": string,"set_by": string,"years": number
                  }
                  ComputedFields: never
                  Insert: {
                    "envelope_id": string,"municipality_id": string,"set_at"?: string,"set_by": string,"years": number
                  }
                  Update: {
                    "envelope_id"?: string,"municipality_id"?: string,"set_at"?: string,"set_by"?: string,"years"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "envelope_retention_envelope_id_municipality_id_fkey"
      columns: ["envelope_id","municipality_id"]
isOneToOne: false
      referencedRelation: "envelope"
      referencedColumns: ["id","municipality_id"]
    }
                  ]
                },"envelope_template": {
                  Row: {
                    "amount_kind": Database["public"]['Enums']["amount_kind"] | null,"closed_at": string | null,"contract_kind": string | null,"created_at": string,"created_by": string,"deadline_days": number | null,"department_id": string | null,"id": string,"municipality_id": string,"name": string,"required_documents": (string)[],"sign_order": Database["public"]['Enums']["sign_order"],"signer_id": string | null,"title_pattern": string | null
                  }
                  ComputedFields: never
                  Insert: {
                    "amount_kind"?: Database["public"]['Enums']["amount_kind"] | null,"closed_at"?: string | null,"contract_kind"?: string | null,"created_at"?: string,"created_by": string,"deadline_days"?: number | null,"department_id"?: string | null,"id"?: string,"municipality_id": string,"name": string,"required_documents"?: (string)[],"sign_order"?: Database["public"]['Enums']["sign_order"],"signer_id"?: string | null,"title_pattern"?: string | null
                  }
                  Update: {
                    "amount_kind"?: Database["public"]['Enums']["amount_kind"] | null,"closed_at"?: string | null,"contract_kind"?: string | null,"created_at"?: string,"created_by"?: string,"deadline_days"?: number | null,"department_id"?: string | null,"id"?: string,"municipality_id"?: string,"name"?: string,"required_documents"?: (string)[],"sign_order"?: Database["public"]['Enums']["sign_order"],"signer_id"?: string | null,"title_pattern"?: string | null
                  }
                  Relationships: [
                    {
      foreignKeyName: "envelope_template_department_id_municipality_id_fkey"
      columns: ["department_id","municipality_id"]
isOneToOne: false
      referencedRelation: "department"
      referencedColumns: ["id","municipality_id"]
    },{
      foreignKeyName: "envelope_template_municipality_id_fkey"
      columns: ["municipality_id"]
isOneToOne: false
      referencedRelation: "municipality"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "envelope_template_signer_id_fkey"
      columns: ["signer_id"]
isOneToOne: false
      referencedRelation: "municipality_signer"
      referencedColumns: ["id"]
    }
                  ]
                },"factor_reset": {
                  Row: {
                    "approved_at": string | null,"approved_by": string | null,"cancelled_at": string | null,"done_at": string | null,"id": string,"municipality_id": string,"requested_at": string,"requested_by": string,"user_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "approved_at"?: string | null,"approved_by"?: string | null,"cancelled_at"?: string | null,"done_at"?: string | null,"id"?: string,"municipality_id": string,"requested_at"?: string,"requested_by": string,"user_id": string
                  }
                  Update: {
                    "approved_at"?: string | null,"approved_by"?: string | null,"cancelled_at"?: string | null,"done_at"?: string | null,"id"?: string,"municipality_id"?: string,"requested_at"?: string,"requested_by"?: string,"user_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "factor_reset_municipality_id_fkey"
      columns: ["municipality_id"]
isOneToOne: false
      referencedRelation: "municipality"
      referencedColumns: ["id"]
    }
                  ]
                },"guarantee": {
                  Row: {
                    "access_key": string | null,"attachment_id": string | null,"contract_number": string | null,"envelope_id": string,"grounds": string | null,"id": string,"ip": string | null,"kind": string,"municipality_id": string,"party_id": string,"review": string | null,"review_reason": string | null,"reviewed_at": string | null,"reviewed_by": string | null,"submitted_at": string,"user_agent": string | null,"version": number
                  }
                  ComputedFields: never
                  Insert: {
                    "access_key"?: string | null,"attachment_id"?: string | null,"contract_number"?: string | null,"envelope_id": string,"grounds"?: string | null,"id"?: string,"ip"?: string | null,"kind": string,"municipality_id": string,"party_id": string,"review"?: string | null,"review_reason"?: string | null,"reviewed_at"?: string | null,"reviewed_by"?: string | null,"submitted_at"?: string,"user_agent"?: string | null,"version": number
                  }
                  Update: {
                    "access_key"?: string | null,"attachment_id"?: string | null,"contract_number"?: string | null,"envelope_id"?: string,"grounds"?: string | null,"id"?: string,"ip"?: string | null,"kind"?: string,"municipality_id"?: string,"party_id"?: string,"review"?: string | null,"review_reason"?: string | null,"reviewed_at"?: string | null,"reviewed_by"?: string | null,"submitted_at"?: string,"user_agent"?: string | null,"version"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "guarantee_attachment_id_fkey"
      columns: ["attachment_id"]
isOneToOne: false
      referencedRelation: "attachment"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "guarantee_envelope_id_municipality_id_fkey"
      columns: ["envelope_id","municipality_id"]
isOneToOne: false
      referencedRelation: "envelope"
      referencedColumns: ["id","municipality_id"]
    },{
      foreignKeyName: "guarantee_party_id_envelope_id_fkey"
      columns: ["party_id","envelope_id"]
isOneToOne: false
      referencedRelation: "party"
      referencedColumns: ["id","envelope_id"]
    }
                  ]
                },"guarantee_original": {
                  Row: {
                    "envelope_id": string,"municipality_id": string,"received_on": string | null,"recorded_at": string,"recorded_by": string
                  }
                  ComputedFields: never
                  Insert: {
                    "envelope_id": string,"municipality_id": string,"received_on"?: string | null,"recorded_at"?: string,"recorded_by": string
                  }
                  Update: {
                    "envelope_id"?: string,"municipality_id"?: string,"received_on"?: string | null,"recorded_at"?: string,"recorded_by"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "guarantee_original_envelope_id_municipality_id_fkey"
      columns: ["envelope_id","municipality_id"]
isOneToOne: false
      referencedRelation: "envelope"
      referencedColumns: ["id","municipality_id"]
    }
                  ]
                },"inquiry": {
                  Row: {
                    "answer_note": string | null,"answered_at": string | null,"answered_by": string | null,"answered_label": string | null,"body": string,"company": string | null,"department_id": string,"email": string,"id": string,"ip": string | null,"language": string,"management_label": string | null,"municipality_id": string,"phone": string | null,"received_at": string,"user_agent": string | null,"writer_name": string
                  }
                  ComputedFields: never
                  Insert: {
                    "answer_note"?: string | null,"answered_at"?: string | null,"answered_by"?: string | null,"answered_label"?: string | null,"body": string,"company"?: string | null,"department_id": string,"email": string,"id": string,"ip"?: string | null,"language": string,"management_label"?: string | null,"municipality_id": string,"phone"?: string | null,"received_at"?: string,"user_agent"?: string | null,"writer_name": string
                  }
                  Update: {
                    "answer_note"?: string | null,"answered_at"?: string | null,"answered_by"?: string | null,"answered_label"?: string | null,"body"?: string,"company"?: string | null,"department_id"?: string,"email"?: string,"id"?: string,"ip"?: string | null,"language"?: string,"management_label"?: string | null,"municipality_id"?: string,"phone"?: string | null,"received_at"?: string,"user_agent"?: string | null,"writer_name"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "inquiry_department_id_municipality_id_fkey"
      columns: ["department_id","municipality_id"]
isOneToOne: false
      referencedRelation: "department"
      referencedColumns: ["id","municipality_id"]
    },{
      foreignKeyName: "inquiry_municipality_id_fkey"
      columns: ["municipality_id"]
isOneToOne: false
      referencedRelation: "municipality"
      referencedColumns: ["id"]
    }
                  ]
                },"membership": {
                  Row: {
                    "active": boolean,"created_at": string,"department_id": string | null,"display_name": string,"id": string,"municipality_id": string,"role": Database["public"]['Enums']["membership_role"],"user_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "active"?: boolean,"created_at"?: string,"department_id"?: string | null,"display_name": string,"id"?: string,"municipality_id": string,"role": Database["public"]['Enums']["membership_role"],"user_id": string
                  }
                  Update: {
                    "active"?: boolean,"created_at"?: string,"department_id"?: string | null,"display_name"?: string,"id"?: string,"municipality_id"?: string,"role"?: Database["public"]['Enums']["membership_role"],"user_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "membership_department_id_municipality_id_fkey"
      columns: ["department_id","municipality_id"]
isOneToOne: false
      referencedRelation: "department"
      referencedColumns: ["id","municipality_id"]
    },{
      foreignKeyName: "membership_municipality_id_fkey"
      columns: ["municipality_id"]
isOneToOne: false
      referencedRelation: "municipality"
      referencedColumns: ["id"]
    }
                  ]
                },"membership_invitation": {
                  Row: {
                    "accepted_at": string | null,"accepted_by": string | null,"cancelled_at": string | null,"created_at": string,"display_name": string,"email": string,"expires_at": string,"id": string,"invited_by": string,"municipality_id": string,"roles": NonNullable<Json>
                  }
                  ComputedFields: never
                  Insert: {
                    "accepted_at"?: string | null,"accepted_by"?: string | null,"cancelled_at"?: string | null,"created_at"?: string,"display_name": string,"email": string,"expires_at"?: string,"id"?: string,"invited_by": string,"municipality_id": string,"roles": NonNullable<Json>
                  }
                  Update: {
                    "accepted_at"?: string | null,"accepted_by"?: string | null,"cancelled_at"?: string | null,"created_at"?: string,"display_name"?: string,"email"?: string,"expires_at"?: string,"id"?: string,"invited_by"?: string,"municipality_id"?: string,"roles"?: NonNullable<Json>
                  }
                  Relationships: [
                    {
      foreignKeyName: "membership_invitation_municipality_id_fkey"
      columns: ["municipality_id"]
isOneToOne: false
      referencedRelation: "municipality"
      referencedColumns: ["id"]
    }
                  ]
                },"municipality": {
                  Row: {
                    "code": string,"created_at": string,"id": string,"name": string,"time_zone": string
                  }
                  ComputedFields: never
                  Insert: {
                    "code": string,"created_at"?: string,"id"?: string,"name": string,"time_zone"?: string
                  }
                  Update: {
                    "code"?: string,"created_at"?: string,"id"?: string,"name"?: string,"time_zone"?: string
                  }
                  Relationships: [
                    
                  ]
                },"municipality_rules": {
                  Row: {
                    "document": NonNullable<Json>,"effective_on": string,"id": string,"municipality_id": string,"note": string | null,"published_at": string,"published_by": string | null,"version": number
                  }
                  ComputedFields: never
                  Insert: {
                    "document": NonNullable<Json>,"effective_on": string,"id"?: string,"municipality_id": string,"note"?: string | null,"published_at"?: string,"published_by"?: string | null,"version": number
                  }
                  Update: {
                    "document"?: NonNullable<Json>,"effective_on"?: string,"id"?: string,"municipality_id"?: string,"note"?: string | null,"published_at"?: string,"published_by"?: string | null,"version"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "municipality_rules_municipality_id_fkey"
      columns: ["municipality_id"]
isOneToOne: false
      referencedRelation: "municipality"
      referencedColumns: ["id"]
    }
                  ]
                },"municipality_setting": {
                  Row: {
                    "approval_required": boolean,"municipality_id": string,"one_person_allowed": boolean,"reminder_days": (number)[],"retention_years": number,"staff_reminder_days": number
                  }
                  ComputedFields: never
                  Insert: {
                    "approval_required"?: boolean,"municipality_id": string,"one_person_allowed"?: boolean,"reminder_days"?: (number)[],"retention_years"?: number,"staff_reminder_days"?: number
                  }
                  Update: {
                    "approval_required"?: boolean,"municipality_id"?: string,"one_person_allowed"?: boolean,"reminder_days"?: (number)[],"retention_years"?: number,"staff_reminder_days"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "municipality_setting_municipality_id_fkey"
      columns: ["municipality_id"]
isOneToOne: true
      referencedRelation: "municipality"
      referencedColumns: ["id"]
    }
                  ]
                },"municipality_signer": {
                  Row: {
                    "active": boolean,"authority": string | null,"department_id": string | null,"id": string,"municipality_id": string,"principal_name": string,"title": string
                  }
                  ComputedFields: never
                  Insert: {
                    "active"?: boolean,"authority"?: string | null,"department_id"?: string | null,"id"?: string,"municipality_id": string,"principal_name": string,"title": string
                  }
                  Update: {
                    "active"?: boolean,"authority"?: string | null,"department_id"?: string | null,"id"?: string,"municipality_id"?: string,"principal_name"?: string,"title"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "municipality_signer_department_id_municipality_id_fkey"
      columns: ["department_id","municipality_id"]
isOneToOne: false
      referencedRelation: "department"
      referencedColumns: ["id","municipality_id"]
    },{
      foreignKeyName: "municipality_signer_municipality_id_fkey"
      columns: ["municipality_id"]
isOneToOne: false
      referencedRelation: "municipality"
      referencedColumns: ["id"]
    }
                  ]
                },"municipality_text": {
                  Row: {
                    "body": string | null,"field": string,"id": string,"municipality_id": string,"saved_at": string,"saved_by": string,"saved_label": string | null,"version": number
                  }
                  ComputedFields: never
                  Insert: {
                    "body"?: string | null,"field": string,"id"?: string,"municipality_id": string,"saved_at"?: string,"saved_by": string,"saved_label"?: string | null,"version": number
                  }
                  Update: {
                    "body"?: string | null,"field"?: string,"id"?: string,"municipality_id"?: string,"saved_at"?: string,"saved_by"?: string,"saved_label"?: string | null,"version"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "municipality_text_municipality_id_fkey"
      columns: ["municipality_id"]
isOneToOne: false
      referencedRelation: "municipality"
      referencedColumns: ["id"]
    }
                  ]
                },"operation_log": {
                  Row: {
                    "actor_kind": Database["public"]['Enums']["actor_kind"],"actor_label": string | null,"actor_user_id": string | null,"at": string,"context": NonNullable<Json>,"document_id": string | null,"envelope_id": string | null,"event": Database["public"]['Enums']["operation_event"],"from_status": Database["public"]['Enums']["envelope_status"] | null,"id": number,"ip": string | null,"municipality_id": string,"party_id": string | null,"to_status": Database["public"]['Enums']["envelope_status"] | null,"user_agent": string | null
                  }
                  ComputedFields: never
                  Insert: {
                    "actor_kind": Database["public"]['Enums']["actor_kind"],"actor_label"?: string | null,"actor_user_id"?: string | null,"at"?: string,"context"?: NonNullable<Json>,"document_id"?: string | null,"envelope_id"?: string | null,"event": Database["public"]['Enums']["operation_event"],"from_status"?: Database["public"]['Enums']["envelope_status"] | null,"id"?: never,"ip"?: string | null,"municipality_id": string,"party_id"?: string | null,"to_status"?: Database["public"]['Enums']["envelope_status"] | null,"user_agent"?: string | null
                  }
                  Update: {
                    "actor_kind"?: Database["public"]['Enums']["actor_kind"],"actor_label"?: string | null,"actor_user_id"?: string | null,"at"?: string,"context"?: NonNullable<Json>,"document_id"?: string | null,"envelope_id"?: string | null,"event"?: Database["public"]['Enums']["operation_event"],"from_status"?: Database["public"]['Enums']["envelope_status"] | null,"id"?: never,"ip"?: string | null,"municipality_id"?: string,"party_id"?: string | null,"to_status"?: Database["public"]['Enums']["envelope_status"] | null,"user_agent"?: string | null
                  }
                  Relationships: [
                    {
      foreignKeyName: "operation_log_document_id_fkey"
      columns: ["document_id"]
isOneToOne: false
      referencedRelation: "document"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "operation_log_envelope_id_fkey"
      columns: ["envelope_id"]
isOneToOne: false
      referencedRelation: "envelope"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "operation_log_municipality_id_fkey"
      columns: ["municipality_id"]
isOneToOne: false
      referencedRelation: "municipality"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "operation_log_party_id_fkey"
      columns: ["party_id"]
isOneToOne: false
      referencedRelation: "party"
      referencedColumns: ["id"]
    }
                  ]
                },"party": {
                  Row: {
                    "bounce_code": string | null,"bounced_at": string | null,"company": string | null,"consented_at": string | null,"decline_reason": string | null,"declined_at": string | null,"email": string | null,"envelope_id": string,"id": string,"kind": Database["public"]['Enums']["party_kind"],"link_expires_at": string | null,"member_id": string | null,"municipality_id": string,"municipality_signer_id": string | null,"notified_at": string | null,"opened_at": string | null,"ord": number,"principal_name": string | null,"sealed_at": string | null,"status": Database["public"]['Enums']["party_status"],"title": string | null,"venture_role": string | null
                  }
                  ComputedFields: never
                  Insert: {
                    "bounce_code"?: string | null,"bounced_at"?: string | null,"company"?: string | null,"consented_at"?: string | null,"decline_reason"?: string | null,"declined_at"?: string | null,"email"?: string | null,"envelope_id": string,"id"?: string,"kind": Database["public"]['Enums']["party_kind"],"link_expires_at"?: string | null,"member_id"?: string | null,"municipality_id": string,"municipality_signer_id"?: string | null,"notified_at"?: string | null,"opened_at"?: string | null,"ord": number,"principal_name"?: string | null,"sealed_at"?: string | null,"status"?: Database["public"]['Enums']["party_status"],"title"?: string | null,"venture_role"?: string | null
                  }
                  Update: {
                    "bounce_code"?: string | null,"bounced_at"?: string | null,"company"?: string | null,"consented_at"?: string | null,"decline_reason"?: string | null,"declined_at"?: string | null,"email"?: string | null,"envelope_id"?: string,"id"?: string,"kind"?: Database["public"]['Enums']["party_kind"],"link_expires_at"?: string | null,"member_id"?: string | null,"municipality_id"?: string,"municipality_signer_id"?: string | null,"notified_at"?: string | null,"opened_at"?: string | null,"ord"?: number,"principal_name"?: string | null,"sealed_at"?: string | null,"status"?: Database["public"]['Enums']["party_status"],"title"?: string | null,"venture_role"?: string | null
                  }
                  Relationships: [
                    {
      foreignKeyName: "party_envelope_id_municipality_id_fkey"
      columns: ["envelope_id","municipality_id"]
isOneToOne: false
      referencedRelation: "envelope"
      referencedColumns: ["id","municipality_id"]
    },{
      foreignKeyName: "party_member_id_fkey"
      columns: ["member_id"]
isOneToOne: false
      referencedRelation: "case_member"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "party_municipality_signer_id_fkey"
      columns: ["municipality_signer_id"]
isOneToOne: false
      referencedRelation: "municipality_signer"
      referencedColumns: ["id"]
    }
                  ]
                },"renewal": {
                  Row: {
                    "document_id": string,"ends_at": string,"ends_by": string,"municipality_id": string,"policy": string,"renewals": number,"stamped_at": string,"updated_at": string
                  }
                  ComputedFields: never
                  Insert: {
                    "document_id": string,"ends_at": string,"ends_by": string,"municipality_id": string,"policy": string,"renewals"?: number,"stamped_at": string,"updated_at"?: string
                  }
                  Update: {
                    "document_id"?: string,"ends_at"?: string,"ends_by"?: string,"municipality_id"?: string,"policy"?: string,"renewals"?: number,"stamped_at"?: string,"updated_at"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "renewal_document_id_fkey"
      columns: ["document_id"]
isOneToOne: true
      referencedRelation: "document"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "renewal_municipality_id_fkey"
      columns: ["municipality_id"]
isOneToOne: false
      referencedRelation: "municipality"
      referencedColumns: ["id"]
    }
                  ]
                },"saved_search": {
                  Row: {
                    "list": string,"municipality_id": string,"searches": NonNullable<Json>,"start_id": string | null,"user_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "list": string,"municipality_id": string,"searches"?: NonNullable<Json>,"start_id"?: string | null,"user_id": string
                  }
                  Update: {
                    "list"?: string,"municipality_id"?: string,"searches"?: NonNullable<Json>,"start_id"?: string | null,"user_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "saved_search_municipality_id_fkey"
      columns: ["municipality_id"]
isOneToOne: false
      referencedRelation: "municipality"
      referencedColumns: ["id"]
    }
                  ]
                },"signer_code": {
                  Row: {
                    "attempts": number,"created_at": string,"created_by": string | null,"envelope_id": string,"expires_at": string | null,"id": string,"method": string,"mobile_id": number | null,"municipality_id": string,"party_id": string,"replaced_at": string | null,"used_at": string | null,"verifier_sha256_hex": string
                  }
                  ComputedFields: never
                  Insert: {
                    "attempts"?: number,"created_at"?: string,"created_by"?: string | null,"envelope_id": string,"expires_at"?: string | null,"id": string,"method": string,"mobile_id"?: number | null,"municipality_id": string,"party_id": string,"replaced_at"?: string | null,"used_at"?: string | null,"verifier_sha256_hex": string
                  }
                  Update: {
                    "attempts"?: number,"created_at"?: string,"created_by"?: string | null,"envelope_id"?: string,"expires_at"?: string | null,"id"?: string,"method"?: string,"mobile_id"?: number | null,"municipality_id"?: string,"party_id"?: string,"replaced_at"?: string | null,"used_at"?: string | null,"verifier_sha256_hex"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "signer_code_envelope_id_municipality_id_fkey"
      columns: ["envelope_id","municipality_id"]
isOneToOne: false
      referencedRelation: "envelope"
      referencedColumns: ["id","municipality_id"]
    },{
      foreignKeyName: "signer_code_party_id_envelope_id_fkey"
      columns: ["party_id","envelope_id"]
isOneToOne: false
      referencedRelation: "party"
      referencedColumns: ["id","envelope_id"]
    }
                  ]
                },"timestamp_check": {
                  Row: {
                    "done_at": string | null,"from_on": string,"id": string,"municipality_id": string,"requested_at": string,"requested_by": string,"to_on": string
                  }
                  ComputedFields: never
                  Insert: {
                    "done_at"?: string | null,"from_on": string,"id"?: string,"municipality_id": string,"requested_at"?: string,"requested_by": string,"to_on": string
                  }
                  Update: {
                    "done_at"?: string | null,"from_on"?: string,"id"?: string,"municipality_id"?: string,"requested_at"?: string,"requested_by"?: string,"to_on"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "timestamp_check_municipality_id_fkey"
      columns: ["municipality_id"]
isOneToOne: false
      referencedRelation: "municipality"
      referencedColumns: ["id"]
    }
                  ]
                },"timestamp_check_result": {
                  Row: {
                    "check_id": string,"document_id": string,"judged_at": string,"latest_gen_time": string | null,"municipality_id": string,"sha256_hex": string,"sub_indication": string | null,"timestamps": number,"verdict": string
                  }
                  ComputedFields: never
                  Insert: {
                    "check_id": string,"document_id": string,"judged_at": string,"latest_gen_time"?: string | null,"municipality_id": string,"sha256_hex": string,"sub_indication"?: string | null,"timestamps": number,"verdict": string
                  }
                  Update: {
                    "check_id"?: string,"document_id"?: string,"judged_at"?: string,"latest_gen_time"?: string | null,"municipality_id"?: string,"sha256_hex"?: string,"sub_indication"?: string | null,"timestamps"?: number,"verdict"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "timestamp_check_result_check_id_fkey"
      columns: ["check_id"]
isOneToOne: false
      referencedRelation: "timestamp_check"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "timestamp_check_result_document_id_fkey"
      columns: ["document_id"]
isOneToOne: false
      referencedRelation: "document"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "timestamp_check_result_municipality_id_fkey"
      columns: ["municipality_id"]
isOneToOne: false
      referencedRelation: "municipality"
      referencedColumns: ["id"]
    }
                  ]
                }
          }
          Views: {
            [_ in never]: never
          }
          Functions: {
            "application_code_begin":
{ Args: { "p_actor": Json,"p_challenge_id": string,"p_code": string,"p_email": string,"p_language"?: string,"p_verifier_sha256_hex": string }; Returns: Json
                           },
"application_code_confirm":
{ Args: { "p_challenge_id": string,"p_ticket_sha256_hex": string,"p_verifier_sha256_hex": string }; Returns: Json
                           },
"application_form":
{ Args: { "p_case_number"?: string,"p_code": string }; Returns: Json
                           },
"application_link_issue":
{ Args: { "p_application_id": string,"p_token_sha256_hex": string }; Returns: undefined
                           },
"application_places":
{ Args: Record<PropertyKey, never>; Returns: Json
                           },
"application_resume":
{ Args: { "p_actor": Json,"p_keep": (string)[],"p_ticket_sha256_hex": string,"p_token_sha256_hex": string }; Returns: Json
                           },
"application_returned":
{ Args: { "p_token_sha256_hex": string }; Returns: Json
                           },
"application_submit":
{ Args: { "p_acceptances": Json,"p_actor": Json,"p_attachment_ids": (string)[],"p_fields": Json,"p_ticket_sha256_hex": string }; Returns: Json
                           },
"attachment_begin":
{ Args: { "p_actor": Json,"p_attachment": Json,"p_ticket_sha256_hex": string }; Returns: Json
                           },
"attachment_done":
{ Args: { "p_actor": Json,"p_attachment_id": string,"p_page_count": number,"p_ticket_sha256_hex": string }; Returns: undefined
                           },
"attachment_part":
{ Args: { "p_actor": Json,"p_attachment_id": string,"p_index": number,"p_object_key": string,"p_sha256_hex": string,"p_size": number,"p_ticket_sha256_hex": string }; Returns: undefined
                           },
"attachment_state":
{ Args: { "p_actor": Json,"p_attachment_id": string,"p_ticket_sha256_hex": string }; Returns: Json
                           },
"certificate_add":
{ Args: { "p_certificate": Json,"p_document_id": string }; Returns: string
                           },
"chain_stamp_add":
{ Args: { "p_count": number,"p_head_sha256_hex": string,"p_municipality_id": string,"p_stamped_at": string,"p_token_b64": string }; Returns: undefined
                           },
"chain_stamp_subject":
{ Args: { "p_municipality_id": string }; Returns: Json
                           },
"conclude_subject":
{ Args: { "p_envelope_id": string }; Returns: Json
                           },
"contract_standing":
{ Args: { "p_envelope_ids": (string)[] }; Returns: {
              "contract_kind": string,"envelope_id": string,"outcome": string,"voted_on": string
            }[]
                           },
"draft_copy_access":
{ Args: { "p_actor": Json,"p_document_id": string,"p_token_sha256_hex": string }; Returns: Json
                           },
"draft_copy_view":
{ Args: { "p_token_sha256_hex": string }; Returns: Json
                           },
"envelope_conclude":
{ Args: { "p_envelope_id": string }; Returns: Json
                           },
"envelope_retention_read":
{ Args: { "p_envelope_id": string }; Returns: {
              "ends_on": string,"municipality_years": number,"years": number
            }[]
                           },
"envelope_search":
{ Args: { "p_after"?: Json,"p_counterparty"?: string,"p_from"?: string,"p_limit"?: number,"p_max"?: number,"p_min"?: number,"p_status"?: (string)[],"p_text"?: string,"p_to"?: string }; Returns: {
              "amount_jpy": number | null,
"amount_kind": Database["public"]['Enums']["amount_kind"] | null,
"case_id": string | null,
"closed_reason": string | null,
"concluded_at": string | null,
"contract_on": string | null,
"counterparty_name": string | null,
"created_at": string,
"created_by": string,
"deadline_at": string | null,
"deadline_on": string | null,
"department_id": string,
"download_until_at": string | null,
"fiscal_year": number | null,
"id": string,
"management_label": string | null,
"management_number": number | null,
"municipality_id": string,
"reissue_requested_at": string | null,
"sent_at": string | null,
"sign_order": Database["public"]['Enums']["sign_order"],
"status": Database["public"]['Enums']["envelope_status"],
"template_id": string | null,
"title": string | null,
"transaction_on": string | null,
"waiting_for": string | null
            }[]
                          SetofOptions: {
        from: "*"
        to: "envelope"
        isOneToOne: false
        isSetofReturn: true
      } },
"envelope_waiting":
{ Args: { "p_envelope_id": string,"p_for": string }; Returns: undefined
                           },
"housekeeping":
{ Args: Record<PropertyKey, never>; Returns: Json
                           },
"inquiry_form":
{ Args: { "p_code": string }; Returns: Json
                           },
"inquiry_mail":
{ Args: { "p_outbox_id": string }; Returns: Json
                           },
"inquiry_places":
{ Args: Record<PropertyKey, never>; Returns: Json
                           },
"inquiry_submit":
{ Args: { "p_actor": Json,"p_code": string,"p_fields": Json,"p_inquiry_id": string }; Returns: Json
                           },
"invitation_accept":
{ Args: { "p_actor": Json,"p_invitation_id": string,"p_user_id": string }; Returns: undefined
                           },
"invitation_view":
{ Args: { "p_invitation_id": string }; Returns: Json
                           },
"job_claim":
{ Args: { "p_lease_s": number,"p_limit": number,"p_worker": string }; Returns: Json[]
                           },
"job_done":
{ Args: { "p_id": string,"p_worker": string }; Returns: undefined
                           },
"job_failed":
{ Args: { "p_code": string,"p_id": string,"p_worker": string }; Returns: undefined
                           },
"job_release":
{ Args: Record<PropertyKey, never>; Returns: number
                           },
"job_renew":
{ Args: { "p_id": string,"p_lease_s": number,"p_worker": string }; Returns: undefined
                           },
"job_retry":
{ Args: { "p_code": string,"p_delay_s": number,"p_id": string,"p_worker": string }; Returns: undefined
                           },
"key_operation_begin":
{ Args: { "p_signed_attrs_sha256_hex": string,"p_subject": string }; Returns: number
                           },
"key_operation_end":
{ Args: { "p_signature_sha256_hex": string,"p_subject": string }; Returns: undefined
                           },
"ledger_search":
{ Args: { "p_after"?: Json,"p_limit"?: number,"p_query"?: Json }; Returns: {
              "amount_jpy": number,"amount_kind": Database["public"]['Enums']["amount_kind"],"certificate_id": string,"concluded_at": string,"counterparty_name": string,"document_id": string,"document_name": string,"envelope_id": string,"fiscal_year": number,"management_label": string,"management_number": number,"ord": number,"retention_ends_on": string,"retention_years": number,"sha256_hex": string,"status": Database["public"]['Enums']["envelope_status"],"transaction_on": string
            }[]
                           },
"link_attachment_access":
{ Args: { "p_actor": Json,"p_attachment_id": string,"p_token_sha256_hex": string }; Returns: Json
                           },
"link_attachment_begin":
{ Args: { "p_actor": Json,"p_attachment": Json,"p_token_sha256_hex": string }; Returns: Json
                           },
"link_code_begin":
{ Args: { "p_actor": Json,"p_code_id": string,"p_token_sha256_hex": string,"p_verifier_sha256_hex": string }; Returns: Json
                           },
"link_consent":
{ Args: { "p_actor": Json,"p_documents": Json,"p_operator": Json,"p_token_sha256_hex": string }; Returns: Json
                           },
"link_consent_proven":
{ Args: { "p_actor": Json,"p_documents": Json,"p_operator": Json,"p_proof": Json,"p_token_sha256_hex": string }; Returns: Json
                           },
"link_contact":
{ Args: { "p_token_sha256_hex": string }; Returns: Json
                           },
"link_contract":
{ Args: { "p_token_sha256_hex": string }; Returns: Json
                           },
"link_contract_kind":
{ Args: { "p_token_sha256_hex": string }; Returns: Json
                           },
"link_decline":
{ Args: { "p_actor": Json,"p_reason": string,"p_token_sha256_hex": string }; Returns: undefined
                           },
"link_document_access":
{ Args: { "p_actor": Json,"p_document_id": string,"p_purpose": string,"p_token_sha256_hex": string }; Returns: Json
                           },
"link_factor":
{ Args: { "p_token_sha256_hex": string }; Returns: Json
                           },
"link_guarantee":
{ Args: { "p_token_sha256_hex": string }; Returns: Json
                           },
"link_guarantee_choose":
{ Args: { "p_actor": Json,"p_kind": string,"p_token_sha256_hex": string }; Returns: undefined
                           },
"link_guarantee_give":
{ Args: { "p_actor": Json,"p_guarantee": Json,"p_token_sha256_hex": string }; Returns: undefined
                           },
"link_issue":
{ Args: { "p_generation": number,"p_party_id": string,"p_token_sha256_hex": string }; Returns: undefined
                           },
"link_open":
{ Args: { "p_actor": Json,"p_token_sha256_hex": string }; Returns: undefined
                           },
"link_paper":
{ Args: { "p_actor": Json,"p_reason": string,"p_token_sha256_hex": string }; Returns: undefined
                           },
"link_passkey":
{ Args: { "p_challenge_id": string,"p_credential_id": string,"p_token_sha256_hex": string }; Returns: Json
                           },
"link_passkey_begin":
{ Args: { "p_actor": Json,"p_challenge_id": string,"p_token_sha256_hex": string }; Returns: Json
                           },
"link_progress":
{ Args: { "p_actor": Json,"p_progress": Json,"p_token_sha256_hex": string }; Returns: Json
                           },
"link_reader_add":
{ Args: { "p_actor": Json,"p_id": string,"p_name": string,"p_reader_sha256_hex": string,"p_token_sha256_hex": string }; Returns: undefined
                           },
"link_reader_end":
{ Args: { "p_actor": Json,"p_id": string,"p_token_sha256_hex": string }; Returns: undefined
                           },
"link_readers":
{ Args: { "p_token_sha256_hex": string }; Returns: Json
                           },
"link_redacted_copies":
{ Args: { "p_token_sha256_hex": string }; Returns: Json
                           },
"link_redacted_copy":
{ Args: { "p_actor": Json,"p_document_id": string,"p_token_sha256_hex": string }; Returns: undefined
                           },
"link_redacted_copy_access":
{ Args: { "p_actor": Json,"p_document_id": string,"p_token_sha256_hex": string }; Returns: Json
                           },
"link_reissue_request":
{ Args: { "p_actor": Json,"p_token_sha256_hex": string }; Returns: undefined
                           },
"link_venture":
{ Args: { "p_token_sha256_hex": string }; Returns: Json
                           },
"link_view":
{ Args: { "p_token_sha256_hex": string }; Returns: Json
                           },
"mail_bounced":
{ Args: { "p_outbox_id": string,"p_recipient": string,"p_status": string }; Returns: boolean
                           },
"mail_council_vote":
{ Args: { "p_outbox_id": string }; Returns: Json
                           },
"mail_failed":
{ Args: { "p_code": string,"p_outbox_id": string,"p_permanent": boolean }; Returns: number
                           },
"mail_language":
{ Args: { "p_outbox_id": string }; Returns: string
                           },
"mail_sent":
{ Args: { "p_message_id": string,"p_outbox_id": string }; Returns: undefined
                           },
"mail_signer_code":
{ Args: { "p_outbox_id": string }; Returns: Json
                           },
"mail_subject":
{ Args: { "p_outbox_id": string }; Returns: Json
                           },
"mail_words":
{ Args: { "p_outbox_id": string }; Returns: Json
                           },
"member_list":
{ Args: Record<PropertyKey, never>; Returns: {
              "active": boolean,"display_name": string,"email": string,"joined_at": string,"municipality_id": string,"roles": Json,"user_id": string
            }[]
                           },
"object_orphans":
{ Args: { "p_older_than_s": number }; Returns: {
              "created_at": string,"key": string,"size": number
            }[]
                           },
"object_put":
{ Args: { "p_key": string,"p_sha256_hex": string,"p_size": number,"p_wrapped_identity": string }; Returns: undefined
                           },
"object_removed":
{ Args: { "p_keys": (string)[] }; Returns: undefined
                           },
"object_rewrap":
{ Args: { "p_former": string,"p_key": string,"p_recipients_sha256_hex": string,"p_wrapped_identity": string }; Returns: undefined
                           },
"object_rewrap_subject":
{ Args: { "p_limit": number,"p_recipients_sha256_hex": string }; Returns: Json
                           },
"operation_chain_check":
{ Args: { "p_municipality_id": string }; Returns: {
              "broken_at": number,"head_sha256_hex": string,"links": number
            }[]
                           },
"operation_chain_stamps":
{ Args: { "p_municipality_id": string }; Returns: {
              "head_sha256_hex": string,"links": number,"stamped_at": string,"token_b64": string
            }[]
                           },
"operation_search":
{ Args: { "p_before"?: number,"p_envelope"?: string,"p_events"?: (string)[],"p_from"?: string,"p_limit"?: number,"p_person"?: string,"p_to"?: string }; Returns: {
              "actor_kind": Database["public"]['Enums']["actor_kind"],"actor_label": string,"at": string,"context": Json,"document_name": string,"envelope_id": string,"event": Database["public"]['Enums']["operation_event"],"from_status": Database["public"]['Enums']["envelope_status"],"id": number,"ip": string,"management_label": string,"title": string,"to_status": Database["public"]['Enums']["envelope_status"],"user_agent": string
            }[]
                           },
"party_sealed":
{ Args: { "p_party_id": string }; Returns: Json
                           },
"passkey_mail":
{ Args: { "p_outbox_id": string }; Returns: Json
                           },
"place_texts":
{ Args: { "p_code": string }; Returns: Json
                           },
"push_gone":
{ Args: { "p_endpoint": string }; Returns: undefined
                           },
"push_notice":
{ Args: { "p_outbox_id": string,"p_subscription_id": string }; Returns: Json
                           },
"push_on":
{ Args: { "p_actor": Json,"p_endpoint": string,"p_holder": string,"p_sha256_hex": string }; Returns: boolean
                           },
"push_subscribe":
{ Args: { "p_actor": Json,"p_holder": string,"p_sha256_hex": string,"p_subscription": Json }; Returns: undefined
                           },
"push_unsubscribe":
{ Args: { "p_actor": Json,"p_endpoint": string,"p_holder": string,"p_sha256_hex": string }; Returns: undefined
                           },
"rate_limit_hit":
{ Args: { "p_key": string,"p_limit": number,"p_window_s": number }; Returns: boolean
                           },
"reader_document_access":
{ Args: { "p_actor": Json,"p_document_id": string,"p_reader_sha256_hex": string }; Returns: Json
                           },
"reader_view":
{ Args: { "p_reader_sha256_hex": string }; Returns: Json
                           },
"redact_subject":
{ Args: { "p_document_id": string }; Returns: Json
                           },
"redacted_copy_add":
{ Args: { "p_copy": Json,"p_document_id": string }; Returns: string
                           },
"redacted_copy_states":
{ Args: { "p_envelope_id": string }; Returns: {
              "document_id": string,"state": string
            }[]
                           },
"refusal_log":
{ Args: { "p_actor": Json,"p_code": string,"p_envelope_id": string,"p_token_sha256_hex": string }; Returns: undefined
                           },
"refusal_log_on":
{ Args: { "p_actor": Json,"p_code": string,"p_id": string,"p_kind": string }; Returns: undefined
                           },
"renewal_add":
{ Args: { "p_document_id": string,"p_number": number,"p_revision": Json }; Returns: string
                           },
"renewal_calendar":
{ Args: { "p_limit"?: number,"p_on"?: string }; Returns: {
              "attempts": number,"code": string,"document_id": string,"ends_at": string,"ends_by": string,"envelope_id": string,"kind": Database["public"]['Enums']["document_kind"],"management_label": string,"name": string,"renewals": number,"stamped_at": string,"state": string,"title": string,"tried_at": string
            }[]
                           },
"renewal_end_put":
{ Args: { "p_document_id": string,"p_end": Json,"p_sha256_hex": string }; Returns: undefined
                           },
"renewal_queue":
{ Args: { "p_policy": string }; Returns: number
                           },
"renewal_subject":
{ Args: { "p_document_id": string }; Returns: Json
                           },
"renewal_summary":
{ Args: Record<PropertyKey, never>; Returns: Json
                           },
"revision_add":
{ Args: { "p_document_id": string,"p_revision": Json }; Returns: string
                           },
"seal_current":
{ Args: { "p_subject": string }; Returns: string
                           },
"seal_step_put":
{ Args: { "p_payload": Json,"p_step": string,"p_subject": string }; Returns: Json
                           },
"seal_steps":
{ Args: { "p_subject": string }; Returns: Json
                           },
"seal_subject":
{ Args: { "p_party_id": string }; Returns: Json
                           },
"seal_within_days":
{ Args: { "p_case_id": string }; Returns: number
                           },
"service_health":
{ Args: Record<PropertyKey, never>; Returns: Json
                           },
"service_health_put":
{ Args: { "p_health": Json }; Returns: undefined
                           },
"sheet_add":
{ Args: { "p_envelope_id": string,"p_sheet": Json }; Returns: string
                           },
"shelf_account_close":
{ Args: { "p_actor": Json,"p_token_sha256_hex": string }; Returns: undefined
                           },
"shelf_account_id":
{ Args: { "p_token_sha256_hex": string }; Returns: string
                           },
"shelf_attachment_access":
{ Args: { "p_actor": Json,"p_attachment_id": string,"p_token_sha256_hex": string }; Returns: Json
                           },
"shelf_code_begin":
{ Args: { "p_actor": Json,"p_code_id": string,"p_email": string,"p_language": string,"p_verifier_sha256_hex": string }; Returns: Json
                           },
"shelf_code_confirm":
{ Args: { "p_actor": Json,"p_code_id": string,"p_shared_device": boolean,"p_token_sha256_hex": string,"p_verifier_sha256_hex": string }; Returns: Json
                           },
"shelf_contracts":
{ Args: { "p_limit"?: number,"p_offset"?: number,"p_order"?: string,"p_query"?: Json,"p_token_sha256_hex": string }; Returns: Json
                           },
"shelf_document_access":
{ Args: { "p_actor": Json,"p_document_id": string,"p_purpose": string,"p_token_sha256_hex": string }; Returns: Json
                           },
"shelf_mail":
{ Args: { "p_outbox_id": string }; Returns: Json
                           },
"shelf_passkey_add":
{ Args: { "p_actor": Json,"p_challenge_id": string,"p_passkey": Json,"p_token_sha256_hex": string }; Returns: Json
                           },
"shelf_passkey_begin":
{ Args: { "p_actor": Json,"p_challenge_id": string,"p_token_sha256_hex": string }; Returns: Json
                           },
"shelf_passkey_remove":
{ Args: { "p_actor": Json,"p_id": string,"p_token_sha256_hex": string }; Returns: undefined
                           },
"shelf_passkeys":
{ Args: { "p_token_sha256_hex": string }; Returns: Json
                           },
"shelf_redacted_copies":
{ Args: { "p_envelope_id": string,"p_token_sha256_hex": string }; Returns: Json
                           },
"shelf_redacted_copy":
{ Args: { "p_actor": Json,"p_document_id": string,"p_token_sha256_hex": string }; Returns: undefined
                           },
"shelf_redacted_copy_access":
{ Args: { "p_actor": Json,"p_document_id": string,"p_token_sha256_hex": string }; Returns: Json
                           },
"shelf_sign_out":
{ Args: { "p_actor": Json,"p_token_sha256_hex": string }; Returns: undefined
                           },
"staff_access_code_cancel":
{ Args: { "p_actor": Json,"p_party_id": string }; Returns: undefined
                           },
"staff_access_code_issue":
{ Args: { "p_actor": Json,"p_code_id": string,"p_party_id": string,"p_verifier_sha256_hex": string }; Returns: undefined
                           },
"staff_application_accept_member":
{ Args: { "p_actor": Json,"p_application_id": string,"p_member_id": string,"p_supersedes_id"?: string }; Returns: undefined
                           },
"staff_application_enter":
{ Args: { "p_acceptances": Json,"p_actor": Json,"p_attachment_ids": (string)[],"p_case_id": string,"p_fields": Json }; Returns: string
                           },
"staff_application_import":
{ Args: { "p_actor": Json,"p_rows": Json }; Returns: Json
                           },
"staff_application_mail_again":
{ Args: { "p_actor": Json,"p_application_id": string }; Returns: undefined
                           },
"staff_application_mails":
{ Args: { "p_case_id": string }; Returns: {
              "application_id": string,"at": string,"code": string,"kind": Database["public"]['Enums']["mail_kind"],"status": string
            }[]
                           },
"staff_application_mobile":
{ Args: { "p_actor": Json,"p_application_id": string,"p_mobile": string }; Returns: undefined
                           },
"staff_application_review":
{ Args: { "p_actor": Json,"p_application_id": string,"p_decision": string,"p_fields"?: (string)[],"p_reason": string,"p_supersedes_id"?: string }; Returns: undefined
                           },
"staff_archive_access":
{ Args: { "p_actor": Json,"p_envelope_id": string }; Returns: Json
                           },
"staff_attachment_access":
{ Args: { "p_actor": Json,"p_attachment_id": string }; Returns: Json
                           },
"staff_batch_begin":
{ Args: { "p_actor": Json,"p_batch": Json,"p_batch_id": string,"p_municipality_id": string }; Returns: undefined
                           },
"staff_batch_check":
{ Args: { "p_actor": Json,"p_rows": Json }; Returns: Json
                           },
"staff_batch_row_draft":
{ Args: { "p_actor": Json,"p_batch_id": string,"p_ord": number }; Returns: Json
                           },
"staff_batch_row_ready":
{ Args: { "p_actor": Json,"p_batch_id": string,"p_ord": number }; Returns: Json
                           },
"staff_batch_row_refused":
{ Args: { "p_actor": Json,"p_batch_id": string,"p_code": string,"p_context": Json,"p_ord": number }; Returns: undefined
                           },
"staff_batch_rows":
{ Args: { "p_actor": Json,"p_batch_id": string,"p_rows": Json }; Returns: undefined
                           },
"staff_case_desk":
{ Args: Record<PropertyKey, never>; Returns: {
              "application_id": string,"case_id": string,"case_number": string,"company": string,"department_id": string,"envelope_id": string,"kind": string,"name": string,"since": string
            }[]
                           },
"staff_case_override":
{ Args: { "p_actor": Json,"p_case_id": string,"p_reason": string }; Returns: undefined
                           },
"staff_case_save":
{ Args: { "p_actor": Json,"p_case_id": string,"p_fields": Json }; Returns: string
                           },
"staff_case_to_paper":
{ Args: { "p_actor": Json,"p_case_id": string,"p_reason": string }; Returns: undefined
                           },
"staff_consent":
{ Args: { "p_actor": Json,"p_documents": Json,"p_operator": Json,"p_party_id": string }; Returns: Json
                           },
"staff_contractor_correct":
{ Args: { "p_actor": Json,"p_email": string,"p_party_id": string }; Returns: undefined
                           },
"staff_council_vote":
{ Args: { "p_actor": Json,"p_envelope_id": string,"p_vote": Json }; Returns: undefined
                           },
"staff_deadline_extend":
{ Args: { "p_actor": Json,"p_deadline_on": string,"p_envelope_id": string }; Returns: undefined
                           },
"staff_department_save":
{ Args: { "p_actor": Json,"p_department": Json,"p_department_id": string,"p_municipality_id": string }; Returns: string
                           },
"staff_desk":
{ Args: Record<PropertyKey, never>; Returns: {
              "amount_jpy": number,"amount_kind": Database["public"]['Enums']["amount_kind"],"counterparty_name": string,"deadline_at": string,"department_id": string,"drafted": boolean,"envelope_id": string,"kind": string,"management_label": string,"opened": boolean,"party_id": string,"seal_by": string,"since": string,"status": Database["public"]['Enums']["envelope_status"],"title": string
            }[]
                           },
"staff_document_access":
{ Args: { "p_actor": Json,"p_document_id": string,"p_purpose": string }; Returns: Json
                           },
"staff_document_add":
{ Args: { "p_actor": Json,"p_document": Json,"p_upload_id": string }; Returns: string
                           },
"staff_document_order":
{ Args: { "p_actor": Json,"p_document_ids": (string)[],"p_envelope_id": string }; Returns: undefined
                           },
"staff_document_remove":
{ Args: { "p_actor": Json,"p_document_id": string }; Returns: undefined
                           },
"staff_document_sheet":
{ Args: { "p_actor": Json,"p_document_id": string,"p_sheet": string }; Returns: undefined
                           },
"staff_draft_copy_revoke":
{ Args: { "p_actor": Json,"p_id": string }; Returns: undefined
                           },
"staff_draft_copy_send":
{ Args: { "p_actor": Json,"p_application_id"?: string,"p_document_id": string,"p_expires_on": string,"p_id": string,"p_token_sha256_hex": string }; Returns: undefined
                           },
"staff_envelope_check":
{ Args: { "p_actor": Json,"p_envelope_id": string }; Returns: Json
                           },
"staff_envelope_copy":
{ Args: { "p_actor": Json,"p_envelope_id": string }; Returns: string
                           },
"staff_envelope_draft":
{ Args: { "p_actor": Json,"p_fields": Json,"p_key": string }; Returns: string
                           },
"staff_envelope_recall":
{ Args: { "p_actor": Json,"p_envelope_id": string }; Returns: undefined
                           },
"staff_envelope_retention":
{ Args: { "p_actor": Json,"p_envelope_id": string,"p_years": number }; Returns: undefined
                           },
"staff_envelope_return":
{ Args: { "p_actor": Json,"p_comment": string,"p_envelope_id": string }; Returns: undefined
                           },
"staff_envelope_save":
{ Args: { "p_actor": Json,"p_envelope_id": string,"p_fields": Json }; Returns: string
                           },
"staff_envelope_send":
{ Args: { "p_actor": Json,"p_comment"?: string,"p_envelope_id": string }; Returns: Json
                           },
"staff_envelope_submit":
{ Args: { "p_actor": Json,"p_envelope_id": string }; Returns: undefined
                           },
"staff_envelope_template":
{ Args: { "p_actor": Json,"p_envelope_id": string,"p_template_id": string }; Returns: undefined
                           },
"staff_envelope_to_paper":
{ Args: { "p_actor": Json,"p_envelope_id": string,"p_reason": string }; Returns: undefined
                           },
"staff_envelope_withdraw":
{ Args: { "p_actor": Json,"p_envelope_id": string,"p_reason": string }; Returns: undefined
                           },
"staff_exported":
{ Args: { "p_actor": Json,"p_context": Json,"p_municipality_id": string }; Returns: undefined
                           },
"staff_factor_reset_approve":
{ Args: { "p_actor": Json,"p_reset_id": string }; Returns: string
                           },
"staff_factor_reset_cancel":
{ Args: { "p_actor": Json,"p_reset_id": string }; Returns: undefined
                           },
"staff_factor_reset_done":
{ Args: { "p_actor": Json,"p_reset_id": string }; Returns: undefined
                           },
"staff_factor_reset_request":
{ Args: { "p_actor": Json,"p_municipality_id": string,"p_user_id": string }; Returns: string
                           },
"staff_guarantee_review":
{ Args: { "p_actor": Json,"p_decision": string,"p_guarantee_id": string,"p_reason": string }; Returns: undefined
                           },
"staff_inquiry_answer":
{ Args: { "p_actor": Json,"p_inquiry_id": string,"p_note": string }; Returns: undefined
                           },
"staff_invitation_cancel":
{ Args: { "p_actor": Json,"p_invitation_id": string }; Returns: undefined
                           },
"staff_ledger_access":
{ Args: { "p_actor": Json,"p_municipality_id": string,"p_query": Json }; Returns: Json
                           },
"staff_link_resend":
{ Args: { "p_actor": Json,"p_party_id": string }; Returns: undefined
                           },
"staff_member_deactivate":
{ Args: { "p_actor": Json,"p_municipality_id": string,"p_user_id": string }; Returns: Json
                           },
"staff_member_invite":
{ Args: { "p_actor": Json,"p_member": Json,"p_municipality_id": string }; Returns: string
                           },
"staff_member_save":
{ Args: { "p_actor": Json,"p_member": Json,"p_municipality_id": string,"p_user_id": string }; Returns: undefined
                           },
"staff_original_record":
{ Args: { "p_actor": Json,"p_envelope_id": string,"p_received_on": string }; Returns: undefined
                           },
"staff_payment_slip_begin":
{ Args: { "p_actor": Json,"p_attachment": Json,"p_envelope_id": string }; Returns: Json
                           },
"staff_principal_save":
{ Args: { "p_actor": Json,"p_municipality_id": string,"p_signer": Json,"p_signer_id": string }; Returns: string
                           },
"staff_redacted_copy":
{ Args: { "p_actor": Json,"p_document_id": string }; Returns: Json
                           },
"staff_reissue":
{ Args: { "p_actor": Json,"p_envelope_id": string }; Returns: undefined
                           },
"staff_remind":
{ Args: { "p_actor": Json,"p_party_id": string }; Returns: undefined
                           },
"staff_retention_save":
{ Args: { "p_actor": Json,"p_municipality_id": string,"p_years": number }; Returns: undefined
                           },
"staff_rules_publish":
{ Args: { "p_actor": Json,"p_document": Json,"p_effective_on": string,"p_municipality_id": string,"p_note": string }; Returns: Json
                           },
"staff_search_remove":
{ Args: { "p_actor": Json,"p_id": string,"p_list": string,"p_municipality_id": string }; Returns: undefined
                           },
"staff_search_save":
{ Args: { "p_actor": Json,"p_id": string,"p_list": string,"p_municipality_id": string,"p_search": Json }; Returns: undefined
                           },
"staff_setting_save":
{ Args: { "p_actor": Json,"p_municipality_id": string,"p_setting": Json }; Returns: undefined
                           },
"staff_signed_in":
{ Args: { "p_actor": Json }; Returns: undefined
                           },
"staff_template_save":
{ Args: { "p_actor": Json,"p_municipality_id": string,"p_template": Json,"p_template_id": string }; Returns: undefined
                           },
"staff_text_save":
{ Args: { "p_actor": Json,"p_municipality_id": string,"p_texts": Json }; Returns: undefined
                           },
"staff_timestamp_check":
{ Args: { "p_actor": Json,"p_from": string,"p_municipality_id": string,"p_to": string }; Returns: string
                           },
"staff_upload_begin":
{ Args: { "p_actor": Json,"p_envelope_id": string,"p_name": string,"p_sha256_hex": string,"p_size": number }; Returns: Json
                           },
"staff_upload_part":
{ Args: { "p_actor": Json,"p_index": number,"p_object_key": string,"p_sha256_hex": string,"p_size": number,"p_upload_id": string }; Returns: undefined
                           },
"staff_upload_state":
{ Args: { "p_actor": Json,"p_upload_id": string }; Returns: Json
                           },
"stamp_subject":
{ Args: { "p_actor": Json,"p_envelope_id": string }; Returns: Json
                           },
"timestamp_check_add":
{ Args: { "p_check_id": string,"p_document_id": string,"p_result": Json }; Returns: undefined
                           },
"timestamp_check_list":
{ Args: { "p_municipality_id": string }; Returns: {
              "done_at": string,"failed": number,"from_on": string,"id": string,"indeterminate": number,"passed": number,"requested_at": string,"to_on": string
            }[]
                           },
"timestamp_check_rows":
{ Args: { "p_after"?: string,"p_check_id": string,"p_limit"?: number }; Returns: {
              "certificate_id": string,"document_id": string,"document_name": string,"envelope_id": string,"judged_at": string,"kind": Database["public"]['Enums']["document_kind"],"latest_gen_time": string,"management_label": string,"sha256_hex": string,"sub_indication": string,"timestamps": number,"verdict": string
            }[]
                           },
"timestamp_check_subject":
{ Args: { "p_check_id": string,"p_limit": number }; Returns: Json
                           }
          }
          Enums: {
            "actor_kind": "staff"|"contractor"|"service","amount_kind": "fixed"|"unit_price","document_kind": "contract"|"certificate"|"redacted_certificate","envelope_status": "draft"|"awaiting_approval"|"sent"|"partly_signed"|"concluding"|"concluded"|"declined"|"withdrawn"|"expired"|"switched_to_paper","job_kind": "seal_party"|"conclude"|"mail"|"housekeeping"|"timestamp_check"|"chain_stamp"|"renew"|"redact"|"push","mail_kind": "sign_request"|"completed_contractor"|"completed_staff"|"declined_staff"|"withdrawn_contractor"|"reissued"|"reissue_requested_staff"|"expired_staff"|"approval_requested_staff"|"returned_staff"|"signature_requested_staff"|"member_invited"|"reminder_contractor"|"deadline_extended_contractor"|"mail_bounced_staff"|"download_reminder_contractor"|"application_code"|"application_received"|"application_received_staff"|"application_accepted"|"application_returned"|"application_refused"|"paper_contractor"|"paper_staff"|"guarantee_submitted_staff"|"guarantee_returned_contractor"|"draft_copy"|"signing_code"|"access_code_locked_staff"|"inquiry_received"|"inquiry_received_staff"|"shelf_code"|"application_change_notice"|"application_superseded"|"application_bounced_staff"|"payment_slip_contractor"|"guarantee_accepted_contractor"|"signing_code_sms"|"council_passed_contractor"|"council_rejected_contractor"|"venture_ended_contractor"|"passkey_added"|"passkey_removed","membership_role": "drafter"|"approver"|"signer"|"viewer"|"admin","operation_event": "envelope_saved"|"document_uploaded"|"document_removed"|"envelope_submitted"|"envelope_returned"|"envelope_recalled"|"envelope_sent"|"mail_sent"|"mail_failed"|"link_resent"|"link_opened"|"document_viewed"|"draft_downloaded"|"progress_saved"|"consented"|"declined"|"party_sealed"|"waiting_for_timestamp"|"waiting_for_revocation"|"last_party_sealed"|"concluded"|"concluded_downloaded"|"reissue_requested"|"reissued"|"withdrawn"|"switched_to_paper"|"expired"|"refused"|"signed_in"|"setting_changed"|"exported"|"member_invited"|"member_joined"|"member_changed"|"member_deactivated"|"factor_reset_requested"|"factor_reset"|"principal_changed"|"timestamps_checked"|"deadline_extended"|"reminded"|"contractor_corrected"|"mail_bounced"|"renewed"|"rules_published"|"case_saved"|"case_scope_overridden"|"application_received"|"application_accepted"|"application_returned"|"application_refused"|"attachment_received"|"attachment_viewed"|"acceptance_withdrawn"|"guarantee_submitted"|"guarantee_accepted"|"guarantee_returned"|"original_recorded"|"draft_copy_sent"|"draft_copy_viewed"|"draft_copy_revoked"|"access_code_issued"|"access_code_locked"|"redacted_copy_requested"|"redacted_copy_made"|"department_changed"|"text_changed"|"inquiry_received"|"inquiry_answered"|"reading_link_made"|"reading_link_ended"|"reading_link_read"|"template_changed"|"batch_begun"|"application_superseded"|"application_mailed_again"|"access_code_cancelled"|"retention_extended"|"mobile_saved"|"council_vote_recorded","operator_kind": "principal"|"delegate","party_kind": "contractor"|"municipality","party_status": "waiting"|"consented"|"sealed","revision_kind": "uploaded"|"base"|"stamp"|"seal"|"lta","seal_step_name": "prepare"|"signed_attrs"|"signature"|"token"|"increment","sign_order": "contractor_first"|"municipality_first"
          }
          CompositeTypes: {
            [_ in never]: never
          }
        }
}

type DatabaseWithoutInternals = Omit<Database, '__InternalSupabase'>

type DefaultSchema = DatabaseWithoutInternals[Extract<keyof Database, "public">]

export type Tables<
  DefaultSchemaTableNameOrOptions extends
    | keyof (DefaultSchema["Tables"] & DefaultSchema["Views"])
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"] &
        DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"])
    : never = never
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"] &
      DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"])[TableName] extends {
      Row: infer R
    }
    ? R
    : never
  : DefaultSchemaTableNameOrOptions extends keyof (DefaultSchema["Tables"] & DefaultSchema["Views"])
  ? (DefaultSchema["Tables"] & DefaultSchema["Views"])[DefaultSchemaTableNameOrOptions] extends {
      Row: infer R
    }
    ? R
    : never
  : never

export type TablesInsert<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema["Tables"]
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never = never
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends {
      Insert: infer I
    }
    ? I
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
  ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
      Insert: infer I
    }
    ? I
    : never
  : never

export type TablesUpdate<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema["Tables"]
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never = never
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends {
      Update: infer U
    }
    ? U
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
  ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
      Update: infer U
    }
    ? U
    : never
  : never

export type Enums<
  DefaultSchemaEnumNameOrOptions extends
    | keyof DefaultSchema["Enums"]
    | { schema: keyof DatabaseWithoutInternals },
  EnumName extends DefaultSchemaEnumNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"]
    : never = never
> = DefaultSchemaEnumNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"][EnumName]
  : DefaultSchemaEnumNameOrOptions extends keyof DefaultSchema["Enums"]
  ? DefaultSchema["Enums"][DefaultSchemaEnumNameOrOptions]
  : never

export type CompositeTypes<
  PublicCompositeTypeNameOrOptions extends
    | keyof DefaultSchema["CompositeTypes"]
    | { schema: keyof DatabaseWithoutInternals },
  CompositeTypeName extends PublicCompositeTypeNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"]
    : never = never
> = PublicCompositeTypeNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"][CompositeTypeName]
  : PublicCompositeTypeNameOrOptions extends keyof DefaultSchema["CompositeTypes"]
  ? DefaultSchema["CompositeTypes"][PublicCompositeTypeNameOrOptions]
  : never

export const Constants = {
  "public": {
          Enums: {
            "actor_kind": ["staff", "contractor", "service"],"amount_kind": ["fixed", "unit_price"],"document_kind": ["contract", "certificate", "redacted_certificate"],"envelope_status": ["draft", "awaiting_approval", "sent", "partly_signed", "concluding", "concluded", "declined", "withdrawn", "expired", "switched_to_paper"],"job_kind": ["seal_party", "conclude", "mail", "housekeeping", "timestamp_check", "chain_stamp", "renew", "redact", "push"],"mail_kind": ["sign_request", "completed_contractor", "completed_staff", "declined_staff", "withdrawn_contractor", "reissued", "reissue_requested_staff", "expired_staff", "approval_requested_staff", "returned_staff", "signature_requested_staff", "member_invited", "reminder_contractor", "deadline_extended_contractor", "mail_bounced_staff", "download_reminder_contractor", "application_code", "application_received", "application_received_staff", "application_accepted", "application_returned", "application_refused", "paper_contractor", "paper_staff", "guarantee_submitted_staff", "guarantee_returned_contractor", "draft_copy", "signing_code", "access_code_locked_staff", "inquiry_received", "inquiry_received_staff", "shelf_code", "application_change_notice", "application_superseded", "application_bounced_staff", "payment_slip_contractor", "guarantee_accepted_contractor", "signing_code_sms", "council_passed_contractor", "council_rejected_contractor", "venture_ended_contractor", "passkey_added", "passkey_removed"],"membership_role": ["drafter", "approver", "signer", "viewer", "admin"],"operation_event": ["envelope_saved", "document_uploaded", "document_removed", "envelope_submitted", "envelope_returned", "envelope_recalled", "envelope_sent", "mail_sent", "mail_failed", "link_resent", "link_opened", "document_viewed", "draft_downloaded", "progress_saved", "consented", "declined", "party_sealed", "waiting_for_timestamp", "waiting_for_revocation", "last_party_sealed", "concluded", "concluded_downloaded", "reissue_requested", "reissued", "withdrawn", "switched_to_paper", "expired", "refused", "signed_in", "setting_changed", "exported", "member_invited", "member_joined", "member_changed", "member_deactivated", "factor_reset_requested", "factor_reset", "principal_changed", "timestamps_checked", "deadline_extended", "reminded", "contractor_corrected", "mail_bounced", "renewed", "rules_published", "case_saved", "case_scope_overridden", "application_received", "application_accepted", "application_returned", "application_refused", "attachment_received", "attachment_viewed", "acceptance_withdrawn", "guarantee_submitted", "guarantee_accepted", "guarantee_returned", "original_recorded", "draft_copy_sent", "draft_copy_viewed", "draft_copy_revoked", "access_code_issued", "access_code_locked", "redacted_copy_requested", "redacted_copy_made", "department_changed", "text_changed", "inquiry_received", "inquiry_answered", "reading_link_made", "reading_link_ended", "reading_link_read", "template_changed", "batch_begun", "application_superseded", "application_mailed_again", "access_code_cancelled", "retention_extended", "mobile_saved", "council_vote_recorded"],"operator_kind": ["principal", "delegate"],"party_kind": ["contractor", "municipality"],"party_status": ["waiting", "consented", "sealed"],"revision_kind": ["uploaded", "base", "stamp", "seal", "lta"],"seal_step_name": ["prepare", "signed_attrs", "signature", "token", "increment"],"sign_order": ["contractor_first", "municipality_first"]
          }
        }
} as const
