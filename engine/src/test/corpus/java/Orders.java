package com.acme.shop;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** Faults of business code: the same exception types at several places, chains, lambdas, proxies, pools. */
final class Orders {
  static class ServiceException extends RuntimeException {
    ServiceException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  interface Mailer {
    void mail(String to) throws Exception;
  }

  record Line(String name, Integer price) {}

  private final Map<String, Line> lines = new HashMap<>();

  static void run(String fault, String[] in) {
    Orders orders = new Orders();
    switch (fault) {
      case "total-npe" -> orders.total(in[0]);
      case "price-npe" -> orders.price(in[0]);
      case "quantity" -> orders.quantity(in[0]);
      case "page" -> orders.page(in[0]);
      case "stock-negative" -> orders.check(-Integer.parseInt(in[0]), true);
      case "warehouse-closed" -> orders.check(1, false);
      case "load-refused" -> orders.load(in[0], new java.net.ConnectException("Connection refused: " + in[0] + ":" + in[1]));
      case "load-locked" -> orders.load(in[0], new IllegalStateException("row " + in[1] + " is locked by transaction " + in[2]));
      case "close-twice" -> orders.close(in[0]);
      case "lambda" -> orders.names(in[0]);
      case "reflect" -> orders.reflect(in[0]);
      case "proxy" -> orders.proxy(in[0]);
      case "pool" -> orders.pool(in[0]);
      case "pool-divide" -> orders.poolDivide(in[0]);
      case "cast" -> orders.cast(in[0]);
      case "stream-index" -> orders.last(in[0]);
      default -> throw new IllegalArgumentException("no fault " + fault);
    }
  }
  //@

  int total(String id) {
    return sum(lines.get(id));
  }

  int sum(Line line) {
    return line.price() * 2;
  }
  //@

  int price(String id) {
    lines.put(id, new Line(id, null));
    return lines.get(id).price() + 1;
  }

  int quantity(String text) {
    return Integer.parseInt(text + " pcs");
  }
  //@

  int page(String text) {
    return Integer.parseInt("p" + text);
  }

  void check(int left, boolean open) {
    String why = !open ? "warehouse is closed for stocktaking" : left < 0 ? "stock is negative: " + left : null;
    if (why != null) {
      throw new IllegalStateException(why);
    }
  }
  //@

  void load(String id, Exception why) {
    try {
      fetch(why);
    } catch (Exception e) {
      throw new ServiceException("cannot load order " + id, e);
    }
  }

  void fetch(Exception why) throws Exception {
    try {
      query(why);
    } catch (Exception e) {
      throw new java.io.IOException("query failed after " + (System.nanoTime() % 900 + 1) + " ms", e);
    }
  }

  void query(Exception why) throws Exception {
    why.fillInStackTrace();
    throw why;
  }
  //@

  void close(String id) {
    AutoCloseable writer =
        () -> {
          throw new java.io.IOException("cannot flush segment " + id);
        };
    try (writer) {
      throw new IllegalArgumentException("order " + id + " has no lines");
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  List<String> names(String id) {
    return List.of(id, "x" + id).stream().map(s -> s.charAt(s.length() + 3) + "").collect(Collectors.toList());
  }
  //@

  void reflect(String id) {
    try {
      Orders.class.getDeclaredMethod("handler", String.class).invoke(this, id);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("handler failed", e);
    }
  }

  void handler(String id) {
    throw new UnsupportedOperationException("no handler for message type " + id.length() + " yet");
  }

  void proxy(String to) {
    Mailer mailer =
        (Mailer)
            Proxy.newProxyInstance(
                Orders.class.getClassLoader(),
                new Class<?>[] {Mailer.class},
                (self, method, args) -> {
                  throw new java.security.GeneralSecurityException("mail key of " + args[0] + " is revoked");
                });
    try {
      mailer.mail(to);
    } catch (Exception e) {
      throw new IllegalStateException("could not mail", e);
    }
  }
  //@

  void pool(String id) {
    var pool = Executors.newFixedThreadPool(3);
    try {
      pool.submit(() -> lines.get(id).name().trim()).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    } finally {
      pool.shutdown();
    }
  }

  void poolDivide(String id) {
    var pool = Executors.newFixedThreadPool(3);
    try {
      pool.submit(() -> Long.parseLong(id) / lines.size()).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    } finally {
      pool.shutdown();
    }
  }
  //@

  void cast(String id) {
    Object value = Map.of("id", id).get("id");
    Integer number = (Integer) value;
    System.out.println(number);
  }

  void last(String n) {
    int[] ring = new int[Integer.parseInt(n)];
    System.out.println(ring[ring.length]);
  }
}
