from stockd.app import main
main()
