#!/bin/sh
# From a key to a status with openssl and curl alone.
set -eu
URL=${URL:-http://127.0.0.1:8080}    # where the platform answers
AGENCIES=${AGENCIES:-./agencies}     # its folder of agency files
KEYS=${KEYS:-./data/first-keys}      # where the keys and papers of this walk go
COURT=111399020000000437             # a fictitious court, 白杨区人民法院
base64url() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }
mkdir -p "$AGENCIES" "$KEYS"

# 1. A certification authority, and a signing certificate of it that names the court (2.5.4.97).
cat > "$KEYS/openssl.cnf" <<END
[req]
prompt = no
utf8 = yes
string_mask = utf8only
distinguished_name = court
[court]
CN = 白杨区人民法院
organizationIdentifier = $COURT
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[signer]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
END
openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj '/CN=First authority' \
  -config "$KEYS/openssl.cnf" -extensions authority -keyout "$KEYS/ca.key" -out "$KEYS/ca.pem"
openssl req -newkey rsa:2048 -nodes \
  -config "$KEYS/openssl.cnf" -keyout "$KEYS/court.key" -out "$KEYS/court.csr"
openssl x509 -req -in "$KEYS/court.csr" -CA "$KEYS/ca.pem" -CAkey "$KEYS/ca.key" -set_serial 1 \
  -days 365 -extfile "$KEYS/openssl.cnf" -extensions signer -out "$KEYS/court.pem"

# 2. A key for tokens. The modulus stands before the last five bytes of the public key's DER.
openssl genrsa -out "$KEYS/token.key" 2048
MODULUS=$(openssl rsa -in "$KEYS/token.key" -pubout -outform DER | tail -c 261 | head -c 256 | base64url)

# 3. The agency file. Without a revocation list the receipt will say that revocation was not checked.
cat > "$AGENCIES/first-court.json" <<END
{ "code": "$COURT", "name": "白杨区人民法院", "kind": "court", "level": "county", "region": "139902",
  "parent": null, "status": "active",
  "trustAnchors": ["$(sed 's/$/\\n/' "$KEYS/ca.pem" | tr -d '\n')"], "intermediates": [], "crls": [],
  "keys": [{ "kty": "RSA", "kid": "first", "alg": "RS256", "n": "$MODULUS", "e": "AQAB" }] }
END

# 4. A token for ten minutes: who calls, for which platform.
NOW=$(date +%s)
HEAD=$(printf '{"alg":"RS256","kid":"first"}' | base64url)
CLAIMS=$(printf '{"iss":"%s","sub":"clerk-1","aud":"xianjie","iat":%s,"exp":%s}' \
  "$COURT" "$NOW" "$((NOW + 600))" | base64url)
PROOF=$(printf '%s.%s' "$HEAD" "$CLAIMS" | openssl dgst -sha256 -sign "$KEYS/token.key" | base64url)
TOKEN="Authorization: Bearer $HEAD.$CLAIMS.$PROOF"

# 5. Agency files are read at start (and on SIGHUP): the platform must know the court from here on.
echo 'Now run in another terminal: npm run platform' >&2
curl --silent --fail --retry 120 --retry-delay 1 --retry-all-errors --output /dev/null \
  -H "$TOKEN" "$URL/v1/document-types"

# 6. The document: a judgment that pronounces probation, about a person who does not exist.
ID=$(cat /proc/sys/kernel/random/uuid)
cat > "$KEYS/judgment.xml" <<END
<?xml version="1.0" encoding="UTF-8"?>
<LegalDocument xmlns="urn:xianjie:document:1" type="judgment-probation" version="1">
  <Header>
    <DocumentId>$ID</DocumentId>
    <Number>（2026）冀9902刑初31号</Number>
    <Issuer code="$COURT">白杨区人民法院</Issuer>
    <MadeOn>2026-03-12</MadeOn>
    <Subject>
      <IdType>resident-id</IdType><IdNumber>139921199304151019</IdNumber>
      <Name>林某甲</Name><Sex>male</Sex><BirthDate>1993-04-15</BirthDate>
    </Subject>
  </Header>
  <Body>
    <Prosecutor>白杨区人民检察院</Prosecutor>
    <Offence>危险驾驶罪</Offence>
    <Facts>经审理查明，被告人林某甲醉酒后在道路上驾驶小型轿车，自愿认罪认罚。</Facts>
    <LegalBasis>《中华人民共和国刑法》第七十二条</LegalBasis>
    <Sentence><Principal>criminal-detention</Principal><Term><Months>3</Months></Term></Sentence>
    <Term><Months>5</Months></Term>
    <Panel><Presiding>审判员甲</Presiding><Clerk>书记员丁</Clerk></Panel>
  </Body>
</LegalDocument>
END

# 7. Sign exactly these bytes, push both, keep the receipt.
openssl cms -sign -binary -outform DER -in "$KEYS/judgment.xml" \
  -signer "$KEYS/court.pem" -inkey "$KEYS/court.key" -out "$KEYS/judgment.p7s"
curl --silent --show-error --fail-with-body -H "$TOKEN" "$URL/v1/documents" \
  -F "document=@$KEYS/judgment.xml;type=application/xml" \
  -F "signature=@$KEYS/judgment.p7s;type=application/pkcs7-signature" > "$KEYS/receipt.json"
cat "$KEYS/receipt.json"; echo

# 8. The person's status on 20 March 2026, by the subject and the position that the receipt names.
SUBJECT=$(sed 's/.*"subjectId":"\([^"]*\)".*/\1/' "$KEYS/receipt.json")
POSITION=$(sed 's/.*"position":\([0-9]*\).*/\1/' "$KEYS/receipt.json")
curl --silent --show-error --fail-with-body -H "$TOKEN" -H 'Xianjie-Purpose: adjudication' \
  "$URL/v1/subjects/$SUBJECT/status?validAt=2026-03-20&minPosition=$POSITION"; echo
