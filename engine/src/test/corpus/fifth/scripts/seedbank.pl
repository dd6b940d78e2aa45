#!/usr/bin/perl
# Farm: seed bank inventory importer.
use strict; use warnings; use JSON::PP; use POSIX qw(strftime);
use IO::Socket::INET;
srand($ENV{SEED}); my $clock = $ENV{CLOCK}; $| = 1;
sub say_ { my ($l, $m) = @_; $clock += int rand 3; print STDERR strftime("[%a %b %e %H:%M:%S %Y]", gmtime $clock), " [$l] $m\n"; }
# PAD
sub noise { my $k = int rand 3; say_('notice', 'lot ' . int(rand 9999) . ' weighed') if $k == 0; say_('info', 'germination of ' . int(rand 999) . ' is ' . int(rand 100) . '%') if $k == 1; say_('warn', 'freezer ' . int(rand 9) . ' at -' . int(rand 30)) if $k == 2; }
sub parse_lot { return decode_json($_[0]); }
sub yield_of { my ($g, $a) = @_; return $g / $a; }
sub species { my $s = $_[0]; return $s->latin; }
sub origin { my $s = $_[0]; return $s->country; }
# PAD
sub store { my $p = 5400 + int rand 40; IO::Socket::INET->new(PeerAddr => '127.0.0.1', PeerPort => $p) or die "seedbank: inventory database: $!: $@"; }
sub index_file { my $f = '/var/lib/seedbank/index-' . int(rand 99) . '.db'; open my $h, '<', $f or die "cannot open index $f: $!"; }
noise() for 1 .. $ENV{STEPS};
my $n = int rand 9999; my $f = $ENV{FAULT};
parse_lot("lot $n") if $f eq 'lot'; yield_of($n, 0) if $f eq 'yield'; species(undef) if $f eq 'species'; origin(undef) if $f eq 'origin';
store() if $f eq 'store'; index_file() if $f eq 'index';
if ($f eq 'module') { require Seedbank::Barcode; }
