// A partner that costs nothing: answers every request on loopback with 202 and notes when it arrived whole.
//
//   receiver NOTES        prints its port; at SIGTERM writes one line "SECONDS.NANOSECONDS ID PATH" for each request; at
//                         SIGUSR1 prints how many there were
//
// Requests to a path that begins with /hang are taken and never answered, and those to /fail answered with 500. One thread,
// since the sender is what is measured.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { BUFFER = 128 * 1024, EVENTS = 256, CONNECTIONS = 65536 };

struct connection {
    int used;
    char bytes[BUFFER + 1];
};

static struct connection *connections[CONNECTIONS];
static FILE *notes;
static long taken_requests;

static void stop(const char *what) {
    perror(what);
    exit(1);
}

static void watch(int poll, int descriptor) {
    struct epoll_event event = {.events = EPOLLIN, .data.fd = descriptor};
    if (epoll_ctl(poll, EPOLL_CTL_ADD, descriptor, &event) != 0) stop("epoll_ctl");
}

static void drop(int descriptor) {
    free(connections[descriptor]);
    connections[descriptor] = NULL;
    close(descriptor);
}

// Takes one whole request off the buffer; 0 when there is none yet.
static int take(struct connection *connection, int descriptor) {
    static const char accepted[] = "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n";
    static const char failed[] = "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n";
    connection->bytes[connection->used] = 0;
    char *end = strstr(connection->bytes, "\r\n\r\n");
    if (!end) return 0;
    const char *length = strcasestr(connection->bytes, "\r\ncontent-length:");
    const char *id = strcasestr(connection->bytes, "\r\nwebhook-id:");
    int whole = (int)(end + 4 - connection->bytes) + (length && length < end ? atoi(length + 17) : 0);
    if (connection->used < whole) return 0;
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    char name[80] = "-", path[200] = "-";
    if (id && id < end) sscanf(id + 13, " %79[^\r\n ]", name);
    sscanf(connection->bytes, "%*s %199s", path);
    taken_requests++;
    fprintf(notes, "%lld.%09ld %s %s\n", (long long)now.tv_sec, now.tv_nsec, name, path);
    memmove(connection->bytes, connection->bytes + whole, connection->used - whole);
    connection->used -= whole;
    if (strncmp(path, "/hang", 5) == 0) return 1;
    const char *answer = strncmp(path, "/fail", 5) == 0 ? failed : accepted;
    ssize_t size = (ssize_t)strlen(answer);
    if (send(descriptor, answer, size, MSG_NOSIGNAL) != size) return -1;
    return 1;
}

static void serve(int descriptor) {
    struct connection *connection = connections[descriptor];
    ssize_t count = recv(descriptor, connection->bytes + connection->used, BUFFER - connection->used, 0);
    if (count < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (count <= 0) {
        drop(descriptor);
        return;
    }
    connection->used += (int)count;
    int taken;
    while ((taken = take(connection, descriptor)) > 0) {}
    if (taken < 0) drop(descriptor);
}

int main(int argc, char **argv) {
    if (argc != 2 || !(notes = fopen(argv[1], "w"))) {
        fprintf(stderr, "usage: receiver NOTES\n");
        return 2;
    }
    setvbuf(notes, NULL, _IOFBF, 1 << 20);
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGUSR1);
    sigprocmask(SIG_BLOCK, &signals, NULL);
    int ended = signalfd(-1, &signals, 0);
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    if (bind(listener, (struct sockaddr *)&address, size) != 0 || listen(listener, 1024) != 0) stop("bind");
    getsockname(listener, (struct sockaddr *)&address, &size);
    printf("%d\n", ntohs(address.sin_port));
    fflush(stdout);

    int poll = epoll_create1(0);
    watch(poll, listener);
    watch(poll, ended);
    struct epoll_event events[EVENTS];
    while (1) {
        int count = epoll_wait(poll, events, EVENTS, -1);
        for (int index = 0; index < count; index++) {
            int descriptor = events[index].data.fd;
            if (descriptor == ended) {
                struct signalfd_siginfo signal;
                if (read(ended, &signal, sizeof signal) != sizeof signal) stop("signalfd");
                if (signal.ssi_signo == SIGTERM) return fclose(notes) != 0;
                printf("%ld\n", taken_requests);
                fflush(stdout);
            } else if (descriptor == listener) {
                int client = accept4(listener, NULL, NULL, SOCK_NONBLOCK);
                if (client < 0) continue;
                if (client >= CONNECTIONS) stop("too many connections");
                int one = 1;
                setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
                connections[client] = calloc(1, sizeof(struct connection));
                watch(poll, client);
            } else {
                serve(descriptor);
            }
        }
    }
}
