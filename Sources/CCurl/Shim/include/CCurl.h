#ifndef DOORSTROOM_CCURL_H
#define DOORSTROOM_CCURL_H

#include <curl/curl.h>

// Swift cannot call C functions with variable arguments. These wrappers fix the type that each family of libcurl's
// options takes, and do nothing else; the callbacks have libcurl's own signatures (CURLOPT_WRITEFUNCTION(3) and others).

CURLcode ccurl_set_long(CURL *handle, CURLoption option, long value);
CURLcode ccurl_set_size(CURL *handle, CURLoption option, curl_off_t value);
CURLcode ccurl_set_string(CURL *handle, CURLoption option, const char *value);
CURLcode ccurl_set_bytes(CURL *handle, CURLoption option, const void *value);
CURLcode ccurl_set_pointer(CURL *handle, CURLoption option, void *value);
/// libcurl keeps a copy of the bytes.
CURLcode ccurl_set_blob(CURL *handle, CURLoption option, const void *bytes, size_t length);
CURLcode ccurl_set_list(CURL *handle, CURLoption option, struct curl_slist *value);
CURLcode ccurl_set_share(CURL *handle, CURLSH *share);

typedef size_t (*ccurl_data_function)(char *bytes, size_t size, size_t count, void *context);
typedef curl_socket_t (*ccurl_open_socket_function)(void *context, curlsocktype purpose, struct curl_sockaddr *address);
typedef int (*ccurl_before_request_function)(
    void *context, char *remote_address, char *local_address, int remote_port, int local_port);

CURLcode ccurl_set_write_function(CURL *handle, ccurl_data_function function, void *context);
CURLcode ccurl_set_header_function(CURL *handle, ccurl_data_function function, void *context);
CURLcode ccurl_set_open_socket_function(CURL *handle, ccurl_open_socket_function function, void *context);
CURLcode ccurl_set_before_request_function(CURL *handle, ccurl_before_request_function function, void *context);

CURLcode ccurl_get_long(CURL *handle, CURLINFO info, long *value);
CURLcode ccurl_get_size(CURL *handle, CURLINFO info, curl_off_t *value);
CURLcode ccurl_get_pointer(CURL *handle, CURLINFO info, void **value);

CURLMcode ccurl_multi_set_long(CURLM *multi, CURLMoption option, long value);

CURLSHcode ccurl_share_data(CURLSH *share, curl_lock_data data);

/// The socket address inside; it may be longer than Swift's view of the member.
const struct sockaddr *ccurl_socket_address(const struct curl_sockaddr *address);

/// The result in a CURLMSG_DONE message (a union that Swift does not see).
CURLcode ccurl_message_result(const CURLMsg *message);

#endif
