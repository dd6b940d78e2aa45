<?php
// Shop: market stall checkout.
declare(strict_types=1);
mt_srand((int) getenv('SEED')); $clock = (int) getenv('CLOCK');
function say(string $ch, string $m, array $c = []): void { global $clock; $clock += mt_rand(0, 3); fwrite(STDERR, gmdate('[Y-m-d\TH:i:s.', $clock) . sprintf('%06d', mt_rand(0, 999999)) . "+00:00] $ch: $m " . json_encode($c) . " []\n"); }
// PAD
function noise(): void { switch (mt_rand(0, 2)) { case 0: say('shop.INFO', 'basket updated', ['id' => mt_rand(1, 9999)]); break; case 1: say('shop.INFO', 'page /p/' . mt_rand(1, 999)); break; default: say('shop.WARNING', 'stock low', ['sku' => 'S' . mt_rand(1, 999)]); } }
class Basket { public ?Customer $customer = null; function total(array $p): int { return array_sum(array_map(fn($x) => $this->line($x), $p)); } function line(array $x): int { return intdiv($x['cents'], $x['qty']); } function email(): string { return $this->customer->email(); } function city(): string { return $this->customer->city(); } }
// PAD
class Coupons { function percent(string $c): int { return (int) json_decode($c, false, 8, JSON_THROW_ON_ERROR); } }
class Orders { function save(int $id): void { try { $this->connect(); } catch (RuntimeException $e) { throw new LogicException("order $id not saved", 5, $e); } } private function connect(): void { if (!@stream_socket_client('tcp://127.0.0.1:' . mt_rand(5400, 5440), $no, $str, 1)) throw new RuntimeException("orders database: $str", $no); } }
class Shipping { function cost(int $grams): int { return match (true) { $grams < 0 => 1 }; } }
function gift(string $s): string { return $s; }
// PAD
for ($i = (int) getenv('STEPS'); $i > 0; $i--) noise();
$n = mt_rand(1, 9999);
switch (getenv('FAULT')) {
    case 'line': (new Basket)->total([['cents' => $n, 'qty' => 0]]); break;
    case 'email': (new Basket)->email(); break;
    case 'city': (new Basket)->city(); break;
    case 'coupon': (new Coupons)->percent("SAVE$n"); break;
    case 'save': (new Orders)->save($n); break;
    case 'shipping': (new Shipping)->cost($n); break;
    case 'gift': gift($n); break;
    case 'memory': $a = []; while (true) $a[] = str_repeat('x', 9000); break;
    case 'missing': legacy_invoice($n); break;
}
