#!/usr/bin/perl
use strict; use warnings;
use FindBin; use lib "$FindBin::Bin/lib";
use Feed::Parse; use IO::Socket::INET; use POSIX qw(strftime);
# @SHIFT
sub info { my $m = shift; print STDERR (($ENV{LOGFMT} || '') eq 'iso' ? strftime("%Y-%m-%d %H:%M:%S", gmtime) . " feedd[$$] INFO $m\n" : "feedd: $m\n") }
srand($ENV{SEED} || 1); $| = 1;
info("starting feedd $ENV{VER}");
info((("fetched " . int(rand 900) . " items from feed " . int(rand 99)), ("ETag match for source " . int rand 400))[rand 2]) for 1 .. $ENV{NOISE};
# @SHIFT
my ($what, $v) = @ARGV;
$SIG{__DIE__} = sub { info("dying: closing " . int(rand 9) . " handles") } if $ENV{HOOK};
if ($what eq 'rate') { Feed::Parse::rate({ n => 3 }, $v) }
elsif ($what eq 'method') { Feed::Parse::title({}, $v) }
# @SHIFT
elsif ($what eq 'open') { open(my $fh, '<', $v) or die "cannot open feed list $v: $!" }
elsif ($what eq 'confess') { Feed::Parse::check($v, {}) }
elsif ($what eq 'use') { require Feed::Atom; }
elsif ($what eq 'connect') { IO::Socket::INET->new(PeerAddr => "127.0.0.1:$v", Timeout => 1) or die "index server 127.0.0.1:$v: $@\n" }
