#!/usr/bin/env bash
# The journey with curl. It takes the first match by tag name, as such clients do: an answer is one line, its elements
# without prefix, and a fault's with the prefix tns.
set -euo pipefail

types=http://www.scene7.com/IpsApi/xsd/$API_VERSION

escaped() { sed 's/&/\&amp;/g; s/</\&lt;/g; s/>/\&gt;/g' <<<"$1"; }

# called PASSWORD OPERATION XML: prints the answer, whatever its status.
called() {
  local login param media=text/xml
  login="<authHeader xmlns='$types'><user>$USER_NAME</user><password>$(escaped "$1")</password></authHeader>"
  param="<$2Param xmlns='$types'>$3</$2Param>"
  local body envelope=http://schemas.xmlsoap.org/soap/envelope/
  case $SOAP in
    1.2) envelope=http://www.w3.org/2003/05/soap-envelope media=application/soap+xml ;;
  esac
  body="<e:Envelope xmlns:e='$envelope'><e:Header>$login</e:Header><e:Body>$param</e:Body></e:Envelope>"
  if [ "$SOAP" = plain ]; then
    body="<Request xmlns='$types'>$login$param</Request>"
  fi
  curl --silent --show-error --max-time 60 --header "Content-Type: $media; charset=utf-8" --data-binary "$body" "$ENDPOINT"
}

# all TAG XML: the content of every element of that name that has no elements in it.
all() { { grep -o "<$1>[^<]*</$1>" <<<"$2" || true; } | sed "s/<[^>]*>//g"; }

# first TAG XML: the first of them. Not by head, which ends what writes to it before it has written all.
first() { all "$@" | sed -n 1p; }

# json: each line of standard input as a string of JSON, with commas between.
json() { sed 's/[\\"]/\\&/g; s/.*/"&"/' | paste -sd ,; }

report_fault() {
  local kind
  kind=$(grep -o '<tns:[A-Za-z]*Fault ' <<<"$1" | sed -n 1p | tr -d '< ' | cut -d : -f 2)
  printf '{"step":"fault","kind":"%s","code":%d,"reason":%s}\n' \
    "$kind" "$(first tns:code "$1")" "$(first tns:reason "$1" | json)"
}

company=$(called "$PASSWORD" getCompanyInfo "<companyName>$COMPANY</companyName>")
handle=$(first companyHandle "$company")
root=$(first rootPath "$company")
printf '{"step":"getCompanyInfo","companyHandle":"%s","name":"%s","rootPath":"%s","expires":"%.10s"}\n' \
  "$handle" "$(first name "$company")" "$root" "$(first expires "$company")"

images='<includeSubfolders>true</includeSubfolders><assetTypeArray><items>Image</items></assetTypeArray><sortBy>Name</sortBy>'
found=$(called "$PASSWORD" searchAssets "<companyHandle>$handle</companyHandle><folder>$root</folder>$images")
printf '{"step":"searchAssets","totalRows":%d,"names":[%s],"width":%d,"resolution":%s}\n' \
  "$(first totalRows "$found")" "$(all name "$found" | json)" "$(first width "$found")" "$(first resolution "$found")"

job="curl $$ $(date +%s.%N)"
handles=$(all assetHandle "$found" | sed -n '1,2s|.*|<items>&</items>|p' | tr -d '\n')
export="<assetHandleArray>$handles</assetHandleArray><fmt>convert</fmt><is_modifier>wid=100&amp;fmt=png</is_modifier>"
submitted=$(called "$PASSWORD" submitJob "<companyHandle>$handle</companyHandle><jobName>$job</jobName>
  <exportJob>$export<emailSetting>None</emailSetting></exportJob>")
printf '{"step":"submitJob","jobHandle":"%s"}\n' "$(first jobHandle "$submitted")"

url=
for _ in {1..150}; do
  log=$(called "$PASSWORD" getJobLogDetails "<companyHandle>$handle</companyHandle><originalName>$job</originalName>")
  url=$(all assetName "$log" | grep '^http' || true)
  [ -z "$url" ] || break
  sleep 0.2
done
rows=${log#*<detailArray>}
printf '{"step":"getJobLogDetails","url":"%s","logTypes":[%s],"fileSuccessCount":%d,"startDate":"%.10s"}\n' \
  "$url" "$(all logType "$rows" | json)" "$(first fileSuccessCount "$log")" "$(first startDate "$log")"

report_fault "$(called wrong getCompanyInfo "<companyName>$COMPANY</companyName>")"
report_fault "$(called "$PASSWORD" searchAssets "<companyHandle>$FOREIGN_COMPANY</companyHandle>$images")"
unknown='<assetHandleArray><items>a|999999999x</items></assetHandleArray>'
report_fault "$(called "$PASSWORD" getAssets "<companyHandle>$handle</companyHandle>$unknown")"
