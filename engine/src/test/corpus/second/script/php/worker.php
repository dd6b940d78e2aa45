<?php
declare(strict_types=1);
// @SHIFT
namespace App\Queue;
ini_set('display_errors', 'stderr'); ini_set('log_errors', '0');
final class Mailer {
    public function __construct(private array $cfg) {}
    // @SHIFT
    public function send(string $to, array $data): int { return strlen($this->render($data['template'] ?? null)) + strlen($to); }
    private function render(string $t): string { return $t; }
    // @SHIFT
    public function decode(string $raw): array { return json_decode($raw, true, 32, JSON_THROW_ON_ERROR); }
}
// @SHIFT
final class JobFailed extends \RuntimeException {}
final class Runner {
    public function __construct(private Mailer $m) {}
    public function run(string $what, string $v): void {
        // @SHIFT
        switch ($what) {
            case 'send': $this->m->send($v, []); break;
            case 'decode': try { $this->m->decode($v); } catch (\JsonException $e) { throw new JobFailed("job " . getenv('SEED') . " has a bad payload", 7, $e); } break;
            case 'mem': $a = []; while (true) { $a[] = str_repeat($v, 1000); }
            case 'cls': (new \App\Storage\S3Bucket($v))->put(); break;
        }
    }
}
// @SHIFT
fwrite(STDERR, "worker " . getenv('VER') . " consuming queue mail\n");
for ($i = 0; $i < (int) getenv('NOISE'); $i++) fwrite(STDERR, (getenv('LOGFMT') === 'monolog' ? '[' . date('Y-m-d\TH:i:s.uP') . '] app.INFO: ' : '') . "processed job " . (7000 + $i * (int) getenv('SEED')) . (getenv('LOGFMT') === 'monolog' ? ' {"queue":"mail"} []' : '') . "\n");
(new Runner(new Mailer([])))->run($argv[1], $argv[2]);
