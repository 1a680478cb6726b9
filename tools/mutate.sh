#!/usr/bin/env bash
# Mutation tests: changes the firmware's source in small ways and asks whether a unit test notices. Fails below 85 % killed.
#   bash tools/mutate.sh             every group below
#   bash tools/mutate.sh encoders    one of them
# Works on a copy, so that nothing mutated stays behind in bin/. Prints the survivors, which ChargerFirmware.Tests/Mutation.md explains.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

# group, files to mutate, tests that judge them
groups() {
  cat <<'LIST'
encoders Charger/*/*.cs,Charger/ChargerProtocol.cs,Charger/ChargerProtocols.cs Tests.Charger.
safety   Control/*Safety.cs,Control/Defiance.cs,Control/ChargeFetGuard.cs,Bms/Plausibility.cs Tests.Control.BatterySafety|Tests.Control.BusSafety|Tests.Control.ChargerSafety|Tests.Control.ReadingSafety|Tests.Control.SafetyTests|Tests.Control.Defiance|Tests.Control.ChargeFetGuard|Tests.Bms.Plausibility
limits   Control/ChargeLimits.cs,Control/CellLimit.cs,Control/SmoothShare.cs,Control/Temperature*.cs,Control/CurrentRamp.cs,Control/LimitShare.cs,Control/ChargePhases.cs,Control/ChargeSchedule.cs Tests.Control.ChargeLimits|Tests.Control.CellLimit|Tests.Control.Temperature|Tests.Control.CurrentRamp|Tests.Control.LimitShare|Tests.Control.ChargePhases|Tests.Control.ChargeSchedule|Tests.Control.ChargeController
jbd      Bms/Jbd/*.cs,Bms/BatterySnapshot.cs                 Tests.Bms.|Scenarios.Bms.
json     Core/Json*.cs,Core/Utf8Check.cs,Core/Crc32.cs       Tests.Core.
frames   Web/FrameHeader.cs,Web/Masking.cs,Web/HeadReader.cs,Web/CommandReader.cs Tests.Web.
names    Network/DnsReply.cs,Network/DnsNames.cs,Network/MdnsQuery.cs,Network/DhcpReply.cs,Network/SntpPacket.cs Tests.Network.
LIST
}

wanted=${1:-all}
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
git ls-files -co --exclude-standard -z | tar --null -T - -cf - | tar xf - -C "$copy"
repository=$PWD
output=$repository/ChargerFirmware.Tests/StrykerOutput
cd "$copy"
dotnet tool restore >/dev/null

found=""
failed=""
while read -r group files tests; do
  [ "$wanted" = all ] || [ "$wanted" = "$group" ] || continue
  found=yes
  mutate=()
  for file in ${files//,/ }; do mutate+=(-m "$file"); done
  filter=""
  for part in ${tests//|/ }; do filter+="${filter:+|}FullyQualifiedName~ChargerFirmware.${part/#Scenarios/Tests.Scenarios}"; done
  echo "== $group"
  rm -rf "${output:?}/$group"
  (cd ChargerFirmware.Tests && set -f && dotnet stryker "${mutate[@]}" --test-case-filter "$filter" -O "$output/$group" --skip-version-check >"$copy/log.txt" 2>&1) || failed+=" $group"
  report=$(find "$output/$group" -name mutation-report.json 2>/dev/null | head -1)
  if [ -z "$report" ]; then
    tail -20 "$copy/log.txt"
    exit 1
  fi

  (cd "$repository" && dotnet run tools/mutation-report.cs -- "$report")
done < <(groups)

[ -n "$found" ] || { echo "there is no group '$wanted'"; exit 2; }
[ -z "$failed" ] || { echo "below 85 %, or not run:$failed"; exit 1; }
