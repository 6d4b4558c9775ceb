#!/usr/bin/env bash
# Makes the captures of the layers above IP in this folder: the kernel's TCP and UDP and real programs, in two network
# namespaces that this script makes and removes. It never touches the machine's own interfaces. Needs root, and Debian's
# packages tcpdump iproute2 iputils-ping nftables ethtool netcat-openbsd python3 udhcpc isc-dhcp-client dnsmasq-base
# bind9-dnsutils bird2.
#
#   sudo tests/wire/vectors/capture-upper.sh [folder]      (this folder unless said)
#
#   a .10 ── b .1      192.0.2.0/24
set -u
out=$(cd "${1:-$(dirname "$0")}" && pwd); work=$(mktemp -d)
A=fhu-a; B=fhu-b
ip netns add $A; ip netns add $B
ip link add a0 netns $A type veth peer name b0 netns $B
ip -n $A link set a0 address 00:00:5e:00:53:0a; ip -n $B link set b0 address 00:00:5e:00:53:01
a() { ip netns exec $A "$@"; }; b() { ip netns exec $B "$@"; }
for s in a:a0 b:b0; do ${s%%:*} ethtool -K ${s#*:} rx off tx off sg off tso off gso off gro off >/dev/null 2>&1; done
a sysctl -qw net.ipv6.conf.all.disable_ipv6=1; b sysctl -qw net.ipv6.conf.all.disable_ipv6=1
ip -n $A addr add 192.0.2.10/24 dev a0; ip -n $B addr add 192.0.2.1/24 dev b0
for n in $A $B; do ip -n $n link set lo up; done; ip -n $A link set a0 up; ip -n $B link set b0 up; sleep 0.5
a ping -c1 -W1 192.0.2.1 >/dev/null
cap() { # name filter
  ip netns exec $A tcpdump -i a0 --immediate-mode -U -s 0 -w "$out/$1.pcap" ${2:-} >/dev/null 2>&1 & cappid=$!; sleep 0.4; }
stop() { sleep 0.3; kill $cappid; wait $cappid 2>/dev/null; }
cat > $work/serve.py <<'P'
import socket,sys,time,struct
mode=sys.argv[1]; port=int(sys.argv[2])
s=socket.socket(); s.setsockopt(socket.SOL_SOCKET,socket.SO_REUSEADDR,1)
if mode=='zero': s.setsockopt(socket.SOL_SOCKET,socket.SO_RCVBUF,2304)
if mode=='fastopen': s.setsockopt(socket.IPPROTO_TCP,23,5)
if mode=='md5':
    s.setsockopt(socket.IPPROTO_TCP,14,struct.pack('HH4s120xHHI80s',2,0,socket.inet_aton('192.0.2.10'),0,6,0,b'secret'.ljust(80,b'\0')))
s.bind(('192.0.2.1',port)); s.listen(1)
for i in range(2 if mode=='fastopen' else 1):
    c,_=s.accept()
    if mode=='zero': time.sleep(1.5)
    if mode=='rst':
        c.recv(100); c.setsockopt(socket.SOL_SOCKET,socket.SO_LINGER,struct.pack('ii',1,0)); c.close(); break
    n=0
    while True:
        d=c.recv(65536)
        if not d: break
        n+=len(d)
        if mode in('chat','md5','fastopen','ecn'): c.sendall(b'you said: '+d)
    c.close()
P
cat > $work/call.py <<'P'
import socket,sys,time,struct
mode=sys.argv[1]; port=int(sys.argv[2])
def sock():
    s=socket.socket()
    if mode=='md5':
        s.setsockopt(socket.IPPROTO_TCP,14,struct.pack('HH4s120xHHI80s',2,0,socket.inet_aton('192.0.2.1'),0,6,0,b'secret'.ljust(80,b'\0')))
    return s
if mode=='fastopen':
    for i in range(2):
        s=sock(); s.sendto(b'early\n',0x20000000,('192.0.2.1',port)); s.recv(100); s.shutdown(1); s.recv(10); s.close(); time.sleep(.1)
    sys.exit()
s=sock()
if mode=='sack':
    s.setsockopt(socket.IPPROTO_TCP,13,b'reno')
    s.setsockopt(socket.IPPROTO_TCP,socket.TCP_MAXSEG,212)
s.connect(('192.0.2.1',port))
if mode in('chat','md5','ecn'):
    for l in (b'hello\n',b'how are you?\n'): s.sendall(l); s.recv(100); time.sleep(.05)
if mode=='urgent':
    s.sendall(b'before '); time.sleep(.05); s.send(b'!',socket.MSG_OOB); time.sleep(.05); s.sendall(b' after'); time.sleep(.05)
if mode=='zero': s.sendall(b'z'*9000)
if mode=='sack':
    s.sendall(b''.join(bytes([65+i])*200 for i in range(14)))
if mode=='rst':
    s.sendall(b'bye\n'); time.sleep(.2); sys.exit()
s.shutdown(1); s.recv(100); s.close()
P
tcp() { # vector mode port
  cap tcp-$1 "tcp"; b timeout 15 python3 $work/serve.py $2 $3 & local sp=$!; sleep 0.5; a timeout 15 python3 $work/call.py $2 $3; wait $sp; stop; }
tcp handshake-data-close chat 7001
tcp reset rst 7002
cap tcp-refused tcp; a nc -w 1 192.0.2.1 7999 </dev/null; stop
tcp zero-window zero 7003
tcp urgent urgent 7004
a sysctl -qw net.ipv4.tcp_ecn=1; b sysctl -qw net.ipv4.tcp_ecn=1; tcp ecn ecn 7005
a sysctl -qw net.ipv4.tcp_ecn=2; b sysctl -qw net.ipv4.tcp_ecn=2
a sysctl -qw net.ipv4.tcp_timestamps=0; tcp no-timestamps chat 7006; a sysctl -qw net.ipv4.tcp_window_scaling=0 net.ipv4.tcp_sack=0; tcp plain chat 7007
a sysctl -qw net.ipv4.tcp_timestamps=1 net.ipv4.tcp_window_scaling=1 net.ipv4.tcp_sack=1
tcp md5 md5 7008
a sysctl -qw net.ipv4.tcp_fastopen=3; b sysctl -qw net.ipv4.tcp_fastopen=3; tcp fastopen fastopen 7009
# Segments of 200 bytes go out at once, all letters alike; the third and the sixth are lost. So both holes are open
# together and two SACK blocks are on the wire.
b nft -f - <<'N'
table ip loss { chain c { type filter hook input priority 0;
 tcp dport 7010 @th,256,32 0x43434343 limit rate 1/hour burst 1 packets drop
 tcp dport 7010 @th,256,32 0x46464646 limit rate 1/hour burst 1 packets drop
 }
}
N
tcp sack sack 7010; b nft delete table ip loss
# UDP
cap udp-datagrams udp
b nc -u -l -W 1 192.0.2.1 7020 >/dev/null & sleep 0.3
a python3 - <<'P'
import socket
s=socket.socket(socket.AF_INET,socket.SOCK_DGRAM); s.bind(('192.0.2.10',40000)); d=('192.0.2.1',7020)
s.sendto(b'hello\n',d); s.sendto(b'',d); s.sendto(b'odd',d); s.sendto(bytes(range(256)),d)
s.setsockopt(socket.SOL_SOCKET,11,1); s.sendto(b'no checksum\n',d)
P
stop
# DHCP
ip -n $A addr flush dev a0
cat > $work/dhcp.conf <<C
port=0
interface=b0
bind-interfaces
dhcp-authoritative
dhcp-range=192.0.2.50,192.0.2.60,255.255.255.0,2h
domain=lab.example
dhcp-option=option:router,192.0.2.1
dhcp-option=option:dns-server,192.0.2.1,192.0.2.2
dhcp-option=option:ntp-server,192.0.2.1
dhcp-option=option:domain-search,lab.example,example.net
dhcp-option=option:classless-static-route,198.51.100.0/24,192.0.2.254
dhcp-leasefile=$work/leases
no-ping
pid-file=$work/dhcp.pid
C
b dnsmasq -k -C $work/dhcp.conf >/dev/null 2>&1 & dp=$!; sleep 0.5
# Takes the address, as the scripts of both clients do: without it neither can send its release.
cat > $work/take.sh <<'S'
#!/bin/sh
case "${reason:-$1}" in
  BOUND|REBOOT|RENEW|bound|renew) ip addr replace "${new_ip_address:-$ip}/24" dev "$interface" ;;
esac
exit 0
S
chmod +x $work/take.sh
echo 'send host-name "pc1"; request subnet-mask, broadcast-address, routers, domain-name, domain-name-servers, domain-search, ntp-servers, rfc3442-classless-static-routes;' > $work/dhclient.conf
echo 'option rfc3442-classless-static-routes code 121 = array of unsigned integer 8;' | cat - $work/dhclient.conf > $work/c && mv $work/c $work/dhclient.conf
away() { ip -n $A addr flush dev a0; }
udhcp() { cap $1 "udp port 67 or udp port 68"; shift; a timeout 6 udhcpc -i a0 -s $work/take.sh -f -n -t 2 -T 1 "$@" >/dev/null 2>&1; stop; away; }
cap dhcp-udhcpc-dora-release "udp port 67 or udp port 68"
ip netns exec $A udhcpc -i a0 -s $work/take.sh -f -n -t 2 -T 1 -R -x hostname:pc1 -O 28 -O 42 -O 119 -O 121 >/dev/null 2>&1 & up=$!
sleep 2; kill $up; wait $up 2>/dev/null; stop; away
cap dhcp-dhclient "udp port 67 or udp port 68"
a timeout 10 dhclient -4 -1 -v -cf $work/dhclient.conf -lf $work/dl -pf $work/dp -sf $work/take.sh a0 >$work/dhc.log 2>&1
a timeout 5 dhclient -4 -r -cf $work/dhclient.conf -lf $work/dl -pf $work/dp -sf $work/take.sh a0 >>$work/dhc.log 2>&1; stop; away
cat > $work/dl2 <<'L'
lease {
  interface "a0";
  fixed-address 203.0.113.77;
  option subnet-mask 255.255.255.0;
  option dhcp-lease-time 7200;
  option dhcp-message-type 5;
  option dhcp-server-identifier 192.0.2.1;
  renew 4 2030/01/01 00:00:00;
  rebind 4 2030/01/01 00:00:00;
  expire 4 2030/01/01 00:00:00;
}
L
cap dhcp-nak "udp port 67 or udp port 68"
a timeout 10 dhclient -4 -1 -cf $work/dhclient.conf -lf $work/dl2 -pf $work/dp2 -sf $work/take.sh a0 >>$work/dhc.log 2>&1
a timeout 5 dhclient -4 -x -cf $work/dhclient.conf -pf $work/dp2 -lf $work/dl2 a0 >/dev/null 2>&1; stop; away
kill $dp; wait $dp 2>/dev/null
{ cat $work/dhcp.conf; for i in 224 225 226 227; do echo "dhcp-option-force=$i,$(printf 'x%.0s' $(seq 120))$i"; done; } > $work/dhcp2.conf
b dnsmasq -k -C $work/dhcp2.conf >/dev/null 2>&1 & dp=$!; sleep 0.5
udhcp dhcp-overload -q -O 28
kill $dp; wait $dp 2>/dev/null
# DNS
ip -n $A addr add 192.0.2.10/24 dev a0
txt=$(for i in 1 2 3 4; do printf '"%s",' "$(printf "part-$i-%.0s" $(seq 30))"; done)
cat > $work/dns.conf <<C
no-resolv
no-hosts
interface=b0
bind-interfaces
auth-server=ns1.lab.example,b0
auth-zone=lab.example,192.0.2.0/24
auth-soa=2026112101,hostmaster.lab.example,1200,300,1209600
auth-sec-servers=ns2.lab.example
auth-ttl=300
host-record=ns1.lab.example,192.0.2.1
host-record=www.lab.example,192.0.2.80,2001:db8::80
host-record=mail.lab.example,192.0.2.25
cname=web.lab.example,www.lab.example
cname=shop.lab.example,web.lab.example
mx-host=lab.example,mail.lab.example,10
mx-host=lab.example,ns1.lab.example,20
srv-host=_chat._tcp.lab.example,www.lab.example,5000,5,10
txt-record=lab.example,"v=spf1 -all"
txt-record=big.lab.example,${txt%,}
txt-record=two.lab.example,"one","","three"
caa-record=lab.example,0,issue,ca.example
naptr-record=tel.lab.example,10,20,U,E2U+sip,!^.*\$!sip:a@lab.example!
C
b dnsmasq -k -C $work/dns.conf >$work/dns.log 2>&1 & dp=$!; sleep 0.7
dg() { a timeout 5 dig @192.0.2.1 +tries=1 +time=2 "$@" ; }
ask() { local v=$1; shift; cap dns-$v "port 53"; dg "$@" >>$work/dig.log 2>&1; stop; }
ask a-edns A www.lab.example
ask aaaa +noedns AAAA www.lab.example
ask cname-chain +noedns A shop.lab.example
ask mx +noedns MX lab.example
ask ns +noedns NS lab.example
ask soa +noedns SOA lab.example
ask ptr +noedns -x 192.0.2.80
ask txt +noedns TXT lab.example
ask txt-strings +noedns TXT two.lab.example
ask srv SRV _chat._tcp.lab.example
ask nxdomain A nobody.lab.example
ask refused +noedns A www.elsewhere.example
ask edns-options +nsid +subnet=198.51.100.0/24 +cookie=0123456789abcdef +dnssec A www.lab.example
ask caa-unknown +noedns CAA lab.example
ask naptr +noedns NAPTR tel.lab.example
ask truncated-tcp +noedns TXT big.lab.example
ask axfr-tcp +noedns AXFR lab.example
ask any-flags +noedns +norecurse +cd +ad ANY lab.example
kill $dp; wait $dp 2>/dev/null
# RIP
if [ -x /usr/sbin/bird ]; then
 for n in a b; do cat > $work/$n.conf <<C
router id 192.0.2.$([ $n = a ] && echo 10 || echo 1);
protocol device {}
protocol static st { ipv4; route $([ $n = a ] && echo 198.51.100.0/24 || echo 203.0.113.0/25) blackhole; }
protocol kernel { ipv4 { export none; }; }
protocol rip { ipv4 { import all; export all; }; interface "${n}0" { update time 2; timeout time 5; garbage time 3; }; }
C
 done
 cap rip-bird "udp port 520"
 b timeout 8 bird -f -c $work/b.conf -s $work/b.ctl -P $work/b.pid >/dev/null 2>&1 & p1=$!; sleep 0.5
 a timeout 8 bird -f -c $work/a.conf -s $work/a.ctl -P $work/a.pid >/dev/null 2>&1 & p2=$!; sleep 4
 b birdc -s $work/b.ctl disable st >/dev/null; sleep 3; stop; wait $p1 $p2
fi
for pid in $(ip netns pids $A; ip netns pids $B); do kill $pid; done; sleep 0.3
ip netns del $A; ip netns del $B; rm -rf "$work"
