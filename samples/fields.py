"""The fields of each document type, as the contract with the outside names them."""

_MARRIED = ("name", "date_of_birth", "ethnicity", "nationality", "residence", "id", "id_issued_on")

FIELDS: dict[str, tuple[str, ...]] = {
    "birth_certificate": (
        "number", "full_name", "date_of_birth", "sex", "ethnicity", "nationality", "place_of_birth", "home_town",
        "personal_id", "mother_name", "mother_birth_year", "mother_ethnicity", "mother_residence", "father_name",
        "father_birth_year", "father_ethnicity", "father_residence", "declarant_name", "declarant_id",
        "declarant_id_issued_on", "registered_at", "registered_on", "signer",
    ),
    "marriage_certificate": (
        "number", *(f"wife_{name}" for name in _MARRIED), *(f"husband_{name}" for name in _MARRIED), "registered_at",
        "registered_on", "signer",
    ),
    "marital_status_certificate": (
        "number", "full_name", "date_of_birth", "sex", "ethnicity", "nationality", "id", "residence", "status",
        "purpose", "issued_by", "issued_on", "signer",
    ),
    "death_extract": (
        "number", "full_name", "date_of_birth", "id", "died_at", "place_of_death", "registered_at", "registered_on",
        "signer",
    ),
    "citizen_id_card": (
        "personal_id", "full_name", "date_of_birth", "sex", "nationality", "home_town", "residence", "expires_on",
        "features", "issued_on", "signer",
    ),
    "enterprise_registration": (
        "enterprise_code", "first_registered_on", "changed_on", "change_no", "name", "name_foreign", "name_short",
        "address", "phone", "email", "charter_capital", "representative_name", "representative_sex",
        "representative_date_of_birth", "representative_id", "representative_id_issued_on", "representative_residence",
        "members", "industries", "signer",
    ),
    "household_business_registration": (
        "business_code", "first_registered_on", "name", "address", "capital", "owner_name", "owner_id", "industries",
        "signer",
    ),
    "land_use_certificate": (
        "serial", "register_number", "owner_name", "owner_id", "parcel", "map_sheet", "address", "area", "land_use",
        "term", "issued_on", "signer",
    ),
    "construction_permit": (
        "number", "owner_name", "owner_id", "owner_id_issued_on", "address", "works", "designer", "parcel",
        "map_sheet", "land_certificate", "issued_on", "signer",
    ),
    "judicial_record": (
        "number", "form", "full_name", "date_of_birth", "sex", "id", "residence", "convictions", "issued_by",
        "issued_on", "signer",
    ),
    "driving_licence": (
        "number", "full_name", "date_of_birth", "nationality", "residence", "class", "issued_on", "expires_on",
    ),
    "health_insurance_card": (
        "number", "full_name", "date_of_birth", "sex", "address", "clinic", "valid_from", "valid_to",
    ),
    "official_document": (
        "kind", "number", "issued_by", "issued_on", "place", "subject_line", "recipients", "signing_capacity",
        "signer_title", "signer", "urgency", "received_on", "person_name", "person_date_of_birth", "person_id",
        "person_residence", "amount",
    ),
}  # fmt: skip

ROLES: dict[str, dict[str, str]] = {
    "birth_certificate": {"holder": "personal_id", "declarant": "declarant_id"},
    "marriage_certificate": {"wife": "wife_id", "husband": "husband_id"},
    "marital_status_certificate": {"holder": "id"},
    "death_extract": {"holder": "id"},
    "citizen_id_card": {"holder": "personal_id"},
    "enterprise_registration": {"company": "enterprise_code", "representative": "representative_id"},
    "household_business_registration": {"owner": "owner_id"},
    "land_use_certificate": {"owner": "owner_id"},
    "construction_permit": {"owner": "owner_id"},
    "judicial_record": {"holder": "id"},
    "driving_licence": {"holder": ""},
    "health_insurance_card": {"holder": ""},
    "official_document": {"person": "person_id"},
}
"""Who each type speaks of, and the field with the number a registry is asked by (none where the paper prints none)."""

BORN: dict[str, dict[str, str]] = {
    "birth_certificate": {"holder": "date_of_birth"},
    "marriage_certificate": {"wife": "wife_date_of_birth", "husband": "husband_date_of_birth"},
    "marital_status_certificate": {"holder": "date_of_birth"},
    "death_extract": {"holder": "date_of_birth"},
    "citizen_id_card": {"holder": "date_of_birth"},
    "enterprise_registration": {"representative": "representative_date_of_birth"},
    "judicial_record": {"holder": "date_of_birth"},
    "official_document": {"person": "person_date_of_birth"},
}
"""The field with a role's birth date, without which the population registry may not be asked."""
