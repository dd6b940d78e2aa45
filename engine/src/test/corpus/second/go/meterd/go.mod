module example.net/meterd

go 1.19
