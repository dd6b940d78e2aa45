# Faults of Perl.
use strict;
use warnings;
my ($fault, $in) = @ARGV;
#@
sub total { my ($sum, $n) = @_; return $sum / $n; }
sub item { my $row = shift; return $row->title; }
#@
sub feed { my $path = shift; open(my $f, '<', $path) or die "cannot open feed $path: $!"; return $f; }
sub check { my $n = shift; die "feed has $n entries without a date\n"; }
sub deref { my $v = shift; return @{$v}; }
#@
if ($fault eq 'total') { total($in, 0) }
if ($fault eq 'item') { item(undef) }
if ($fault eq 'feed') { feed($in) }
if ($fault eq 'check') { check($in) }
if ($fault eq 'deref') { deref($in) }
if ($fault eq 'module') { require Feed::Atom::Writer; }
