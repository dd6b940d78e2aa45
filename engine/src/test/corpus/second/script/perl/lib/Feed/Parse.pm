package Feed::Parse;
use strict; use warnings; use Carp qw(confess croak);
# @SHIFT
sub rate { my ($h, $w) = @_; 
  # @SHIFT
  return $h->{n} / ($h->{window}{$w} || 0);
}
# @SHIFT
sub title { my ($h, $k) = @_;
  return $h->{entry}->text($k);
}
sub check { my ($v, $o) = @_; verify($v, length $v) }
# @SHIFT
sub verify { my ($v, $n) = @_; confess "checksum of '$v' does not match" if $n }
1;
