<?php
// Faults of PHP.
class PageError extends Exception {}
#@
function title($page) { return $page->title(); }
function price(int $n) { return $n * 2; }
#@
function load($id) { throw new PageError("page $id was removed"); }
function render($id) { try { load($id); } catch (PageError $e) { throw new RuntimeException("cannot render $id", 0, $e); } }
function share($n) { return intdiv($n, 0); }
#@
function grow() { $rows = []; while (true) { $rows[] = str_repeat('x', 1 << 20); } }
function missing($n) { return render_widget($n); }
function settings($path) { require $path; }
[$_, $fault, $in] = $argv;
match ($fault) {
  'title' => title(null), 'price' => price($in), 'load' => load($in), 'render' => render($in), 'share' => share((int) $in), 'grow' => grow(),
  'missing' => missing($in), 'settings' => settings($in),
};
