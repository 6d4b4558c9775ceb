#!/usr/bin/env bash
# Makes the captures of the lower layers in this folder: real Linux talking to real Linux, in network namespaces that
# this script makes and removes. It never touches the machine's own interfaces. Needs root, and Debian's packages
# tcpdump iproute2 iputils-ping iputils-arping nftables ethtool traceroute netcat-openbsd python3 radvd.
#
#   sudo tests/wire/vectors/capture.sh [folder]      (this folder unless said)
#
#   a ─┐
#   r ─┼─ bridge sw ═ bridge sw2      192.0.2.0/24, 2001:db8:1::/64      a .10, r .1, c .3
#   c ─┘                              r ─ b: 198.51.100.0/24, 2001:db8:2::/64, MTU 1400      r .1, b .20
set -euo pipefail
out=$(cd "${1:-$(dirname "$0")}" && pwd)
spaces=(a r c b sw sw2)
work=$(mktemp -d)

ns() { ip netns exec "fhv-$1" "${@:2}"; }
clean() {
  for pid in $(cat "$work"/*.pid 2>/dev/null); do kill "$pid" 2>/dev/null || true; done
  for space in "${spaces[@]}"; do ip netns del "fhv-$space" 2>/dev/null || true; done
  rm -rf "$work"
}
trap clean EXIT

# link <space> <interface> <mac byte> <space> <interface> <mac byte>
link() {
  ip link add "fhv0" netns "fhv-$1" type veth peer name "fhv1" netns "fhv-$4"
  ns "$1" ip link set fhv0 name "$2" address "00:00:5e:00:53:$3"
  ns "$4" ip link set fhv1 name "$5" address "00:00:5e:00:53:$6"
  for end in "$1 $2" "$4 $5"; do
    set -- $end
    ns "$1" ethtool -K "$2" tx off rx off gro off tso off gso off >/dev/null
    ns "$1" ip link set "$2" up
  done
}

# scene <name> <space> <interface> <tcpdump filter> -- <commands for bash>
scene() {
  ip netns exec "fhv-$2" tcpdump -q --immediate-mode -Z root -i "$3" -s 0 -U ${precision:-} -w "$work/$1.pcap" $4 2>"$work/$1.log" &
  local dump=$!
  for _ in $(seq 100); do grep -q 'listening on' "$work/$1.log" && break; sleep 0.05; done
  bash -c "$6" >/dev/null 2>&1 || true
  sleep 0.4
  kill -TERM "$dump"
  wait "$dump" || true
  cp "$work/$1.pcap" "$out/$1.pcap"
  echo "$1: $(tcpdump -r "$out/$1.pcap" 2>/dev/null | wc -l) frames"
}

for space in "${spaces[@]}"; do
  ip netns add "fhv-$space"
  ns "$space" sysctl -qw net.ipv4.ping_group_range='0 0' net.ipv6.conf.default.accept_dad=1
  ns "$space" ip link set lo up
done
ns r sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1 net.ipv4.icmp_ratelimit=0
ns c sysctl -qw net.ipv4.ip_forward=1
ns b sysctl -qw net.ipv4.icmp_ratelimit=0 net.ipv4.ipfrag_time=1
ns a sysctl -qw net.ipv6.conf.default.accept_ra=1

link a eth0 0a sw p1 51
link r eth0 01 sw p2 52
link c eth0 0c sw p3 53
link r eth1 02 b eth0 14
link sw up1 54 sw2 up1 61
link sw up2 55 sw2 up2 62
for bridge in sw sw2; do
  ns "$bridge" ip link add br0 type bridge stp_state 1 forward_delay 200 hello_time 100 max_age 600
done
ns sw ip link set br0 type bridge priority 4096
for port in p1 p2 p3 up1 up2; do ns sw ip link set "$port" master br0; done
for port in up1 up2; do ns sw2 ip link set "$port" master br0; done
ns sw ip link set br0 up
ns sw2 ip link set br0 up

ns a ip addr add 192.0.2.10/24 dev eth0
ns a ip -6 addr add 2001:db8:1::10/64 dev eth0
ns r ip addr add 192.0.2.1/24 dev eth0
ns r ip -6 addr add 2001:db8:1::1/64 dev eth0
ns r ip addr add 198.51.100.1/24 dev eth1
ns r ip -6 addr add 2001:db8:2::1/64 dev eth1
ns c ip addr add 192.0.2.3/24 dev eth0
ns c ip addr add 203.0.113.1/24 dev lo
ns b ip addr add 198.51.100.20/24 dev eth0
ns b ip -6 addr add 2001:db8:2::20/64 dev eth0
ns r ip link set eth1 mtu 1400
ns b ip link set eth0 mtu 1400
ns a ip route add default via 192.0.2.1
ns a ip -6 route add default via 2001:db8:1::1
ns b ip route add default via 198.51.100.1
ns b ip -6 route add default via 2001:db8:2::1
ns c ip route add default via 192.0.2.1
ns r ip route add 203.0.113.0/24 via 192.0.2.3
ns r ip route add prohibit 192.168.99.0/24
ns r ip route add unreachable 192.168.98.0/24
sleep 6

a='ip netns exec fhv-a' b='ip netns exec fhv-b' r='ip netns exec fhv-r' s='ip netns exec fhv-sw' t='ip netns exec fhv-sw2'

scene stp sw up1 '' -- "sleep 2; $t ip link set up2 down; sleep 1; $t ip link set up2 up; $t ip link set up1 down; sleep 6; $t ip link set up1 up; sleep 8"
scene arp a eth0 arp -- "$a ip neigh flush dev eth0; $a ping -c 1 192.0.2.1; $a arping -c 1 -U -I eth0 192.0.2.10; $a arping -c 1 -A -I eth0 192.0.2.10; $a arping -c 1 -D -I eth0 192.0.2.77; $a arping -c 1 -I eth0 192.0.2.3"
scene ping a eth0 icmp -- "$a ping -c 2 192.0.2.1; $a ping -c 1 -s 0 -Q 0x2e 192.0.2.1; $a ping -c 1 -t 3 -M do -s 1472 192.0.2.1"
scene fragments a eth0 icmp -- "$a ping -c 1 -s 4000 192.0.2.1; $a ping -c 1 -s 1473 192.0.2.1; $a ping -c 1 -M dont -s 1461 198.51.100.20"
scene options a eth0 'icmp or igmp' -- "$a ping -c 1 -R 198.51.100.20; $a ping -c 1 -T tsonly 198.51.100.20; $a ping -c 1 -T tsandaddr 198.51.100.20; $a ping -c 1 -T tsprespec 192.0.2.1 192.0.2.1; $a ip addr add 224.0.113.5/32 dev eth0 autojoin; sleep 1"
scene errors a eth0 'icmp or udp or (ip proto 253)' -- "
$a ping -c 1 -t 1 198.51.100.20
$a traceroute -n -q 1 -w 1 198.51.100.20
$a ping -c 1 -W 4 198.51.100.99
$a ping -c 1 192.168.98.1
$a ping -c 1 192.168.99.1
$a ping -c 1 203.0.113.1
$a ping -c 1 -M do -s 1450 198.51.100.20
$r nft add table ip t; $r nft 'add chain ip t f { type filter hook forward priority 0; }'
for kind in net-prohibited host-prohibited admin-prohibited net-unreachable; do
  $r nft flush chain ip t f; $r nft add rule ip t f udp dport 7 reject with icmp type \$kind
  echo hi | $a nc -u -w 1 198.51.100.20 7
done
$r nft delete table ip t
$a python3 -c '
import socket
s = socket.socket(socket.AF_INET, socket.SOCK_RAW, 253)
s.sendto(b\"protocol nobody speaks\", (\"198.51.100.20\", 0))
t = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_RAW)
end = socket.inet_aton(\"192.0.2.10\") + socket.inet_aton(\"198.51.100.20\")
# The first fragment of two, and nothing after it: time exceeded, code 1.
t.sendto(bytes.fromhex(\"45000024beef200040fd0000\") + end + b\"first of two....\", (\"198.51.100.20\", 0))
# A record route option whose pointer points into its own header: parameter problem.
t.sendto(bytes.fromhex(\"4700002cbeee000040fd0000\") + end + bytes.fromhex(\"0707020000000000\") + b\"bad pointer.....\", (\"198.51.100.20\", 0))
u = socket.socket(socket.AF_INET, socket.SOCK_RAW, 1)
u.sendto(bytes.fromhex(\"0d00bdf1350c0001000000010000000000000000\"), (\"192.0.2.1\", 0))
'
sleep 2"
scene ipv6 a eth0 ip6 -- "$a ip -6 neigh flush dev eth0; $a ping -6 -c 2 2001:db8:1::1; $a ping -6 -c 1 -s 3000 2001:db8:1::1; $a ping -6 -c 1 -t 1 2001:db8:2::20; echo hi | $a nc -6 -u -w 1 2001:db8:1::1 9; $a ping -6 -c 1 -M do -s 1450 2001:db8:2::20; $a ping -6 -c 1 2001:db8:9::1; $a ip -6 addr add 2001:db8:1::11/64 dev eth0; sleep 2"
cat >"$work/radvd.conf" <<'CONF'
interface eth0 { AdvSendAdvert on; MinRtrAdvInterval 3; MaxRtrAdvInterval 4; AdvLinkMTU 1500; prefix 2001:db8:1::/64 {}; RDNSS 2001:db8:1::53 {}; };
CONF
scene router-advertisement a eth0 'icmp6 and ip6[40] >= 133 and ip6[40] <= 134' -- "
$r radvd -n -C $work/radvd.conf -p $work/radvd.pid & p=\$!; sleep 1; $a ip link set eth0 down; $a ip link set eth0 up; sleep 6; kill \$p"
ns a ip -6 route replace default via 2001:db8:1::1 || true
ns a ip route replace default via 192.0.2.1
# The kernel this was made on has no VLAN interfaces, so these tagged frames are made by hand.
precision='--time-stamp-precision=nano' scene vlan a eth0 vlan -- "$a python3 -c '
import socket
s = socket.socket(socket.AF_PACKET, socket.SOCK_RAW); s.bind((\"eth0\", 0))
s.send(bytes.fromhex(\"ffffffffffff00005e00530a8100a02a0806000108000604000100005e00530ac0a82a0a000000000000c0a82a01\"))
s.send(bytes.fromhex(\"00005e00530100005e00530a8100b02a08004500001c000100004001a584c0a82a0ac0a82a01\" + \"0800f7fe00000001\"))
'"
scene tcp-udp a eth0 'host 192.0.2.1 and (tcp or udp)' -- "
$r timeout 5 nc -l 192.0.2.1 5000 >/dev/null & sleep 0.3; echo hello | $a nc -N 192.0.2.1 5000; $a nc -w 1 192.0.2.1 5001
$r timeout 5 nc -u -l 192.0.2.1 5000 >/dev/null & sleep 0.3; echo hello | $a nc -u -w 1 192.0.2.1 5000"
# A neighbour that introduces itself, made by hand after IEEE 802.1AB.
scene lldp a eth0 'ether proto 0x88cc' -- "$a python3 -c '
import socket
s = socket.socket(socket.AF_PACKET, socket.SOCK_RAW); s.bind((\"eth0\", 0))
s.send(bytes.fromhex(\"0180c200000e00005e00530a88cc\" + \"02070400005e00530a\" + \"04050565746830\" + \"06020078\" + \"080465746830\" + \"0a03706331\" + \"0e0400800080\" + \"0000\"))
'"
# Linux does not pad frames on a veth. These are as a card with a 60-byte minimum would send them: made by hand.
scene padded a eth0 'arp or icmp' -- "$a python3 -c '
import socket
s = socket.socket(socket.AF_PACKET, socket.SOCK_RAW); s.bind((\"eth0\", 0))
arp = bytes.fromhex(\"ffffffffffff00005e00530a0806000108000604000100005e00530ac000020a000000000000c0000201\")
s.send(arp.ljust(60, b\"\\0\"))
icmp = bytes.fromhex(\"00005e00530100005e00530a0800\" + \"4500001d000100004001f6d3c000020ac0000201\" + \"080096feffff000161\")
s.send(icmp.ljust(60, b\"\\0\"))
'"
