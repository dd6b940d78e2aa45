"""A listener that speaks just enough of the PostgreSQL protocol to refuse a login."""
import socket, struct, sys
s = socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1); s.bind(('127.0.0.1', int(sys.argv[1]))); s.listen(8); s.settimeout(int(sys.argv[3]))
def msg(code, text):
    b = b'SFATAL\0VFATAL\0C' + code.encode() + b'\0M' + text.encode() + b'\0Fauth.c\0L326\0Rauth_failed\0\0'
    return b'E' + struct.pack('>I', len(b) + 4) + b
try:
    while True:
        c, _ = s.accept()
        n = struct.unpack('>I', c.recv(4))[0]; d = c.recv(n - 4)
        if n == 8: c.sendall(b'N'); n = struct.unpack('>I', c.recv(4))[0]; d = c.recv(n - 4)
        if n == 8: c.sendall(b'N'); n = struct.unpack('>I', c.recv(4))[0]; d = c.recv(n - 4)
        f = d[4:].split(b'\0'); u = f[f.index(b'user') + 1].decode()
        c.sendall(msg('28P01', f'password authentication failed for user "{u}"') if sys.argv[2] == 'auth' else msg('3D000', f'database "{f[f.index(b"database") + 1].decode()}" does not exist')); c.close()
except socket.timeout: pass
