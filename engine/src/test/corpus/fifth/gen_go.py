from dress import *
C = Corpus("go")
for v in (0, 1):
    d = os.path.join(BUILD, "go", "depotd%d" % v)
    padded(HERE + "/go/depotd.go", d + "/depotd.go", random.Random(5), v)
    subprocess.run(["nice", "go", "build", "-o", "depotd", "depotd.go"], cwd=d, check=True, env={**os.environ, "GOFLAGS": "-mod=mod -gcflags=-l", "GO111MODULE": "off", "GOPROXY": "off", "CGO_ENABLED": "0"})
def go(fault, cause, mark, **lim):
    def run(r, rebuild, b):
        d = os.path.join(BUILD, "go", "depotd%d" % rebuild)
        return [d + "/depotd"], {"FAULT": fault, "GOTRACEBACK": r.choice(["single", "single", "all"])}, d
    C.add("depotd-" + cause, "go/depotd.go", "depotd", run, mark, **lim)
go("energy", "session-energy-nil", r"Energy")
go("reset", "session-reset-nil", r"Reset")
go("phase", "grid-phase-index", r"index out|Load\(")
go("window", "grid-window-slice", r"slice bounds|Window\(")
go("cast", "station-id-type", r"interface conversion|main.cast")
go("tariff", "tariff-nil-interface", r"main.price")
go("balance", "balance-div-zero", r"divide|main.balance")
go("registry", "registry-nil-map", r"nil map|Put\(")
go("store", "session-store-refused", r"session store")
go("broker", "broker-refused", r"broker: subscribe")
go("cert", "certificate-missing", r"station.pem")
go("deadlock", "self-lock-deadlock", r"sync.\(\*Mutex")
go("waitgroup", "waitgroup-deadlock", r"WaitGroup")
go("mapwrite", "concurrent-map-write", r"concurrent map")
go("closed", "send-on-closed", r"closed channel")
go("overflow", "stack-overflow", r"stack exceeds|stack overflow|main.handle.func")
go("config", "config-max-amps", r"max_amps")
C.done()
