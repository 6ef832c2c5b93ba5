-- One row a referral to children's social care.
CREATE TABLE cin.cin_details AS
SELECT
    LAchildID::VARCHAR AS LAchildID,
    CINreferralDate::DATE AS CINreferralDate,
    ReferralSource::VARCHAR AS ReferralSource,
    ReferralNFA::VARCHAR AS ReferralNFA
FROM incoming_cin_details
ORDER BY LAchildID, CINreferralDate;
