// The same transfer as ../network/transfer.ts in ns-3: 20 MiB by TCP over host - switch - router - host, 100 Mb/s each,
// every checksum written and checked. What counts is frames a second of wall time; a frame is one transmission on one
// cable.
//
//   apt-get install libns3-dev g++        (Debian 12: ns-3 3.37)
//   g++ -O2 -std=c++17 host-switch-router-host.cc -o /tmp/ns3-transfer -lns3-{core,network,internet,csma,bridge,applications}
//   /tmp/ns3-transfer
#include <chrono>
#include <cstdio>
#include "ns3/applications-module.h"
#include "ns3/bridge-module.h"
#include "ns3/core-module.h"
#include "ns3/csma-module.h"
#include "ns3/internet-module.h"
#include "ns3/network-module.h"

using namespace ns3;

static uint64_t frames = 0;
static uint64_t received = 0;
static void Sent(Ptr<const Packet>) { ++frames; }
static void Received(Ptr<const Packet> packet, const Address&) { received += packet->GetSize(); }

int main() {
  const uint64_t size = 20 * 1024 * 1024;
  GlobalValue::Bind("ChecksumEnabled", BooleanValue(true));
  Config::SetDefault("ns3::TcpSocket::SegmentSize", UintegerValue(1448));
  Config::SetDefault("ns3::TcpSocket::SndBufSize", UintegerValue(262144));
  Config::SetDefault("ns3::TcpSocket::RcvBufSize", UintegerValue(262144));
  Config::SetDefault("ns3::TcpL4Protocol::SocketType", StringValue("ns3::TcpNewReno"));

  NodeContainer hosts(2), middle(2);
  Ptr<Node> device = middle.Get(0), router = middle.Get(1);
  CsmaHelper cable;
  cable.SetChannelAttribute("DataRate", StringValue("100Mbps"));
  cable.SetChannelAttribute("Delay", TimeValue(MicroSeconds(1)));
  cable.SetDeviceAttribute("Mtu", UintegerValue(1500));
  NetDeviceContainer c1 = cable.Install(NodeContainer(hosts.Get(0), device));
  NetDeviceContainer c2 = cable.Install(NodeContainer(device, router));
  NetDeviceContainer c3 = cable.Install(NodeContainer(router, hosts.Get(1)));
  BridgeHelper().Install(device, NetDeviceContainer(c1.Get(1), c2.Get(0)));

  InternetStackHelper stack;
  stack.Install(hosts);
  stack.Install(router);
  Ipv4AddressHelper left("10.0.1.0", "255.255.255.0"), right("10.0.2.0", "255.255.255.0");
  left.Assign(NetDeviceContainer(c1.Get(0), c2.Get(1)));
  Ipv4InterfaceContainer far = right.Assign(NetDeviceContainer(c3.Get(1), c3.Get(0)));
  Ipv4GlobalRoutingHelper::PopulateRoutingTables();
  for (auto& devices : {c1, c2, c3})
    for (uint32_t i = 0; i < devices.GetN(); ++i)
      devices.Get(i)->TraceConnectWithoutContext("PhyTxEnd", MakeCallback(&Sent));

  PacketSinkHelper sink("ns3::TcpSocketFactory", InetSocketAddress(Ipv4Address::GetAny(), 5001));
  ApplicationContainer sinks = sink.Install(hosts.Get(1));
  sinks.Get(0)->TraceConnectWithoutContext("Rx", MakeCallback(&Received));
  BulkSendHelper bulk("ns3::TcpSocketFactory", InetSocketAddress(far.GetAddress(0), 5001));
  bulk.SetAttribute("MaxBytes", UintegerValue(size));
  bulk.SetAttribute("SendSize", UintegerValue(65536));
  bulk.Install(hosts.Get(0)).Start(MilliSeconds(1));

  auto began = std::chrono::steady_clock::now();
  Simulator::Stop(Seconds(20));
  Simulator::Run();
  double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  if (received != size) {
    std::printf("%llu of %llu bytes arrived\n", (unsigned long long)received, (unsigned long long)size);
    return 1;
  }
  std::printf("ns-3: %llu frames, %llu events in %.3f s: %.0f frames/s\n", (unsigned long long)frames,
              (unsigned long long)Simulator::GetEventCount(), seconds, frames / seconds);
  Simulator::Destroy();
}
