#define _GNU_SOURCE
#include "CCertificate.h"

#include <limits.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <string.h>
#include <time.h>

static BIO *open_text(const void *text, size_t length) {
    return length > INT_MAX ? NULL : BIO_new_mem_buf(text, (int)length);
}

static int64_t seconds(const ASN1_TIME *moment) {
    struct tm parts;
    return ASN1_TIME_to_tm(moment, &parts) == 1 ? (int64_t)timegm(&parts) : 0;
}

ccertificate_facts ccertificate_read(const void *pem, size_t length) {
    ccertificate_facts facts = {0, 0, 0};
    BIO *text = open_text(pem, length);
    if (text == NULL) return facts;
    X509 *certificate;
    while ((certificate = PEM_read_bio_X509(text, NULL, NULL, NULL)) != NULL) {
        if (facts.count == 0) {
            facts.not_before = seconds(X509_get0_notBefore(certificate));
            facts.not_after = seconds(X509_get0_notAfter(certificate));
        }
        facts.count += 1;
        X509_free(certificate);
    }
    BIO_free(text);
    ERR_clear_error();
    return facts;
}

struct answer {
    const char *password;
    int asked;
};

static int give_password(char *buffer, int size, int writing, void *context) {
    (void)writing;
    struct answer *answer = context;
    answer->asked = 1;
    if (answer->password == NULL) return -1;
    size_t length = strlen(answer->password);
    if (length > (size_t)size) return -1;
    memcpy(buffer, answer->password, length);
    return (int)length;
}

ccertificate_key_verdict ccertificate_check_key(
    const void *certificate, size_t certificate_length, const void *key, size_t key_length, const char *password) {
    ccertificate_key_verdict verdict = CCERTIFICATE_KEY_UNREADABLE;
    struct answer answer = {password, 0};
    BIO *certificate_text = open_text(certificate, certificate_length);
    BIO *key_text = open_text(key, key_length);
    X509 *first = certificate_text ? PEM_read_bio_X509(certificate_text, NULL, NULL, NULL) : NULL;
    EVP_PKEY *secret = key_text ? PEM_read_bio_PrivateKey(key_text, NULL, give_password, &answer) : NULL;
    if (secret == NULL) {
        if (answer.asked) verdict = CCERTIFICATE_KEY_LOCKED;
    } else if (first != NULL) {
        verdict = X509_check_private_key(first, secret) == 1 ? CCERTIFICATE_KEY_FITS : CCERTIFICATE_KEY_OF_ANOTHER;
    }
    EVP_PKEY_free(secret);
    X509_free(first);
    BIO_free(key_text);
    BIO_free(certificate_text);
    ERR_clear_error();
    return verdict;
}
