"""Adds the second Go program to go.jsonl; run after gen_go.py."""
from dress import *
old = [l for l in open(os.path.join(DATA, "go.jsonl")) if '"go/presskit-' not in l]
C = Corpus("go")
C.out.writelines(old)
for v in (0, 1):
    d = os.path.join(BUILD, "go", "presskit%d" % v)
    padded(HERE + "/go/presskit.go", d + "/presskit.go", random.Random(5), v)
    subprocess.run(["nice", "go", "build", "-o", "presskit", "presskit.go"], cwd=d, check=True, env={**os.environ, "GOFLAGS": "-mod=mod -gcflags=-l", "GO111MODULE": "off", "GOPROXY": "off", "CGO_ENABLED": "0"})
def kit(fault, cause, mark):
    def run(r, rebuild, b):
        d = os.path.join(BUILD, "go", "presskit%d" % rebuild)
        return [d + "/presskit"], {"FAULT": fault}, d
    C.add("presskit-" + cause, "go/presskit.go", "presskit", run, mark)
kit("thumb", "thumbnail-nil-image", r"main.thumbnail|image.\(\*Gray\)")
kit("caption", "caption-index", r"main.caption")
kit("volume", "volume-index", r"main.volume")
kit("pattern", "issue-regexp", r"regexp: Compile|main.pattern")
kit("template", "kit-template", r"template: kit|main.render")
kit("reflect", "reflect-set-string", r"SetString|main.setField")
kit("repeat", "rule-negative-repeat", r"negative Repeat|main.repeat")
kit("decode", "job-decode", r"message not understood")
kit("save", "store-deadline", r"saving kit")
kit("proof", "proof-deadline", r"requesting proof")
C.done()
