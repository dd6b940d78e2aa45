import sqlite3
# @SHIFT


class Repo:
    def __init__(self, path):
        self.c = sqlite3.connect(path)
        self.c.execute("create table stock(sku text, qty int, check (qty >= 0))")
        self.c.execute("insert into stock values ('A1', 4), ('B2', 9)")

    # @SHIFT
    def take(self, sku, n):
        with self.c:
            self.c.execute("update stock set qty = qty - ? where sku = ?", (n, sku))

    # @SHIFT
    def history(self, year):
        return self.c.execute(f"select * from movements_{year} where sku = 'A1' order by at desc limit 50").fetchall()
