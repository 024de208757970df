#ifndef DOORSTROOM_CCERTIFICATE_H
#define DOORSTROOM_CCERTIFICATE_H

#include <stddef.h>
#include <stdint.h>

// What the configuration must know of certificates and keys, asked of the library that libcurl's TLS uses: what passes
// here is what will be taken there. Nothing is kept, and nothing of the texts is written anywhere.

/// How many certificates a PEM text holds, and the validity of the first, in seconds since 1970.
typedef struct {
    int count;
    int64_t not_before;
    int64_t not_after;
} ccertificate_facts;

typedef enum {
    CCERTIFICATE_KEY_FITS,
    CCERTIFICATE_KEY_UNREADABLE,
    /// The key is encrypted, and the password does not open it, or there is none.
    CCERTIFICATE_KEY_LOCKED,
    CCERTIFICATE_KEY_OF_ANOTHER,
} ccertificate_key_verdict;

ccertificate_facts ccertificate_read(const void *pem, size_t length);

/// Whether a private key is that of the first certificate.
/// - password: null for none.
ccertificate_key_verdict ccertificate_check_key(
    const void *certificate, size_t certificate_length, const void *key, size_t key_length, const char *password);

#endif
