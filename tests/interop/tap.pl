# A TAP device as a pipe: frames on standard input and output, each after its length (two bytes, high byte first).
# Node cannot ask the kernel for one (it has no ioctl); perl is part of every Debian. Linux only.
use strict;
use warnings;
use Fcntl;

my ($name) = @ARGV;
sysopen(my $tap, '/dev/net/tun', O_RDWR) or die "open /dev/net/tun: $!\n";
# struct ifreq with IFF_TAP | IFF_NO_PI; TUNSETIFF
my $request = pack('Z16 s x22', $name, 0x0002 | 0x1000);
ioctl($tap, 0x400454ca, $request) or die "TUNSETIFF $name: $!\n";
syswrite(STDOUT, pack('n', 0));    # ready

my ($tap_bit, $in_bit) = ('', '');
vec($tap_bit, fileno($tap), 1) = 1;
vec($in_bit, fileno(STDIN), 1) = 1;
my $held = '';
while (1) {
  my $ready = $tap_bit | $in_bit;
  select($ready, undef, undef, undef) < 0 and next;
  if (vec($ready, fileno($tap), 1)) {
    my $frame;
    my $length = sysread($tap, $frame, 65535);
    send_all(pack('n', $length) . $frame) if defined $length && $length > 0;
  }
  if (vec($ready, fileno(STDIN), 1)) {
    my $count = sysread(STDIN, $held, 262144, length $held);
    exit 0 if !$count;
    my $at = 0;
    while (length($held) - $at >= 2) {
      my $size = unpack('n', substr($held, $at, 2));
      last if length($held) - $at < 2 + $size;
      syswrite($tap, substr($held, $at + 2, $size));
      $at += 2 + $size;
    }
    $held = substr($held, $at) if $at > 0;
  }
}

sub send_all {
  my ($bytes) = @_;
  my $at = 0;
  while ($at < length $bytes) {
    my $count = syswrite(STDOUT, $bytes, length($bytes) - $at, $at);
    exit 0 if !defined $count;
    $at += $count;
  }
}
